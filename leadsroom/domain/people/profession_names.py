"""The professions of leads groups by their many names, as data: which names are one seat, and which may be.

The start is the list of professions that do well in such groups (see `FAMILIES` in `professions` for what
overlaps), with the occupations of local business directories and of the Standard Occupational Classification
(US Bureau of Labor Statistics), in American and British English. A name need not be listed in each of its
forms: endings, plurals, the order of words, and words such as `agent` or `services` are dealt with in
`same_profession`.
"""

from __future__ import annotations

# One line, one profession: all of these names mean one seat. It is called by the first of them.
ONE_SEAT = """
# money
accountant, accounting, accountancy, cpa, certified public accountant, chartered accountant, tax accountant
bookkeeper, bookkeeping, book keeping, book keeper, bookkeeping and payroll
payroll, payroll processing, payroll provider
tax preparer, tax preparation, tax adviser, tax advisor, tax consultant, tax return, enrolled agent
banker, banking, bank, business banker, business banking, personal banker, commercial banker
financial adviser, financial advisor, financial planner, financial planning, financial consultant, wealth \
adviser, wealth advisor, wealth management, wealth manager, investment adviser, investment advisor, \
investments, retirement planner, retirement planning, stockbroker
insurance, insurer, insurance broker
life insurance, life insurance broker
health insurance, medical insurance, medicare insurance, medicare, employee benefits, group benefits
property insurance, property and casualty insurance, property casualty, p and c insurance, home and auto \
insurance, general insurance
home insurance, homeowners insurance, household insurance
auto insurance, car insurance, vehicle insurance, motor insurance
business insurance, commercial insurance
mortgage broker, mortgage, mortgage lender, mortgage lending, mortgage loan, mortgage loan officer, loan \
officer, mortgage banker, mortgage adviser, mortgage advisor, mortgage consultant, home loan, home lending
collection agent, collections, debt collection, debt collector, debt recovery, bill collector
merchant services, credit card processing, card processing, payment processing, merchant processing
credit repair, credit restoration, credit counselor, credit counselling
appraiser, real estate appraiser, property appraiser, home appraiser, property valuer, valuer
# law
attorney, lawyer, law, law firm, law office, legal services, solicitor, attorney at law, legal counsel
family law, family lawyer, family attorney, divorce attorney, divorce lawyer, divorce law, family law \
attorney, family law lawyer
estate planning, estate planning attorney, estate attorney, estate lawyer, wills and trusts, wills and \
probate, will writer, probate attorney
business law, business attorney, business lawyer, corporate law, corporate attorney, corporate lawyer, \
commercial law
personal injury, personal injury attorney, personal injury lawyer, injury lawyer, accident attorney
immigration law, immigration attorney, immigration lawyer
criminal law, criminal attorney, criminal lawyer, criminal defense, criminal defence, defense attorney
real estate law, real estate attorney, real estate lawyer, conveyancer, conveyancing, property lawyer
notary, notary public, mobile notary
mediator, mediation
# property
real estate, realtor, realty, estate agent, real estate broker, real estate sales, property sales
residential real estate, residential realtor, residential realty, residential real estate broker, home \
sales, residential estate agent
commercial real estate, commercial realtor, commercial realty, commercial real estate broker, commercial \
estate agent
property manager, property management, rental management, letting agent, lettings, landlord services
title company, title insurance, title and escrow, escrow, escrow officer, title officer
home inspector, home inspection, property inspector, building inspector, house inspector, property \
inspection
home stager, home staging, house staging, property staging
mover, moving, movers, moving and storage, movers and storage, moving company, removals, removal firm, \
relocation, household movers
storage, self storage, storage units
# house and garden
interior designer, interior design, interior decorator, interior decorating, interior decoration, home \
decorator, home decorating
landscaper, landscaping, landscape gardener, landscape contractor, landscape
gardener, gardening, garden care, garden maintenance
lawn care, lawn mowing, lawn maintenance, lawn service
landscape architect, landscape architecture, garden designer, garden design, landscape design
tree care, tree service, tree surgeon, arborist, tree removal
painter, painting, house painter, painting contractor, house painting, painter and decorator, painting and \
decorating, residential painting
general contractor, contractor, building contractor, builder, building, home builder, house builder, \
construction, general construction
remodeler, remodeling, home remodeling, remodeling contractor, renovation, home renovation, home \
improvement, home improvements
kitchen and bath, kitchen and bathroom, kitchen remodeling, bathroom remodeling, kitchens and bathrooms
handyman, handy man, handywoman, handyperson, home repair, home repairs, house repairs, property maintenance
plumber, plumbing, plumbing contractor
electrician, electrical, electrical contractor, electric
hvac, heating and cooling, heating, heating and air conditioning, heating ventilation and air \
conditioning, air conditioning, ac repair, heating engineer, hvac contractor, heating contractor
roofer, roofing, roof, roof repair, roofing contractor
carpenter, carpentry, joiner, joinery, finish carpentry, cabinet maker, cabinet making, cabinetry, \
woodworker, woodworking
flooring, floors, floor covering, floor installer, floor layer, carpet and flooring, hardwood floors
carpet cleaner, carpet cleaning, carpet and upholstery cleaning, rug cleaning
windows and doors, window installation, window installer, window replacement, replacement windows, window \
contractor, glazier, glazing, window and door
window cleaner, window cleaning, window washing, window washer
window coverings, window treatments, blinds, blinds and shades, curtains, drapery, shutters
house cleaner, house cleaning, housecleaning, home cleaning, domestic cleaning, maid, maid service, \
residential cleaning, housekeeper, housekeeping
commercial cleaning, commercial cleaner, office cleaning, office cleaner, janitorial, janitor, janitorial \
services, contract cleaning
cleaner, cleaning
pressure washing, power washing, pressure washer, exterior cleaning
water damage, water damage restoration, disaster restoration, fire and water restoration, flood \
restoration, restoration
pest control, exterminator, exterminating, termite control
solar, solar energy, solar panels, solar installer, solar installation, solar power
swimming pools, pool service, pool maintenance, pool cleaning, pool builder, pool contractor
security systems, alarm systems, alarms, home security, burglar alarms, security installer
locksmith, locks
fencing, fence, fence contractor, fence builder
masonry, mason, bricklayer, bricklaying, stone mason, stonemason, brick and stone
concrete, concrete contractor, paving, driveways, asphalt
tile, tiler, tiling, tile setter, tile contractor
garage doors, garage door repair, overhead doors
architect, architecture, residential architect
land surveyor, surveyor, surveying, land surveying
structural engineer, civil engineer, structural engineering, civil engineering
upholsterer, upholstery, upholstery repair, furniture restoration
appliance repair, appliances, appliance service, white goods repair
junk removal, hauling, rubbish removal, waste removal, trash removal, waste management, dumpster rental
organizer, organising, organizing, professional organizer, home organizer, home organizing, organiser, \
decluttering, declutter
feng shui, feng shui consultant
septic, septic tanks, septic service, drain cleaning, drains
# health
chiropractor, chiropractic, doctor of chiropractic, chiropractic care, chiropractic physician
dentist, dental, dentistry, family dentist, dental office, dental practice, dental care, general dentist, \
cosmetic dentist
orthodontist, orthodontics, braces
optometrist, optometry, optician, eye doctor, eye care, eyewear, eyeglasses, vision care
veterinarian, veterinary, vet, veterinary surgeon, animal hospital, animal doctor, veterinary clinic
massage therapist, massage, massage therapy, masseuse, masseur, therapeutic massage, bodywork
physical therapist, physical therapy, physiotherapist, physiotherapy, physio
acupuncturist, acupuncture, oriental medicine, traditional chinese medicine
naturopath, naturopathic doctor, naturopathy, homeopath, homeopathy
nutritionist, nutrition, dietitian, dietician, nutrition coach, nutrition counseling
nutritional supplements, supplements, vitamins, wellness products, health products
personal trainer, personal training, fitness trainer, fitness coach, fitness, fitness training
gym, fitness studio, fitness center, health club
yoga, yoga teacher, yoga instructor, yoga studio
pilates, pilates teacher, pilates instructor, pilates studio
psychotherapist, psychotherapy, counselor, counselling, counseling, psychologist, psychology, therapist, \
mental health, marriage counselor, family therapist
hypnotherapist, hypnotherapy, hypnotist, hypnosis
doctor, physician, family doctor, family physician, general practitioner, medical doctor, family medicine
podiatrist, podiatry, chiropodist, foot doctor
hearing aids, audiologist, audiology, hearing
home care, home health care, in home care, senior care, elder care, caregiver, care giver, home health aide
pharmacist, pharmacy, druggist, chemist
essential oils, aromatherapy, aromatherapist
# beauty
hair stylist, hairstylist, hairdresser, hair, hair salon, hair styling, hairdressing, hair dresser
barber, barber shop, barbershop, mens hair
beautician, beauty, beauty salon, beauty therapist, esthetician, aesthetician, facials, day spa, spa
skin care, skincare, skin care consultant, skin care products, cosmetics, beauty products, beauty consultant
makeup artist, make up artist, makeup, make up
nails, nail salon, manicurist, nail technician
image consultant, personal stylist, image consulting, wardrobe consultant, fashion stylist
tattoo artist, tattoo, tattoos, tattooist
# marketing and media
marketing, marketing consultant, marketing agency, marketing services
digital marketing, internet marketing, online marketing, web marketing
seo, search engine optimization, search engine optimisation, search marketing, search engine marketing
social media, social media marketing, social media manager, social media management, social media consultant
advertising, advertising agency, advertiser, ad agency, media sales, newspaper advertising, print \
advertising, radio advertising
public relations, pr, publicist, publicity, pr agency
promotional products, advertising specialties, advertising specialties dealer, promotional items, \
specialty advertising, branded merchandise, logo products
graphic designer, graphic design, graphics, graphic artist, logo design, logo designer
web designer, web design, website design, website designer, webdesign, webdesigner, web site design
web developer, web development, website developer, website development, web programmer, web programming
photographer, photography, photo, photos, photo studio, photographic studio, portrait photographer, \
portrait photography
wedding photographer, wedding photography
real estate photographer, real estate photography, property photographer
videographer, videography, video production, video, video producer, film maker, filmmaker, film production
printer, printing, print shop, print, commercial printing, commercial printer, print services
signs, signage, sign maker, sign making, sign shop, banners, signwriter
copywriter, copywriting, writer, writing, content writer, content writing, ghostwriter
editor, editing, proofreader, proofreading
translator, translation, interpreter, interpreting, language services
voice over, voiceover, voice over artist, voice actor
screen printing, screen printer, embroidery, t shirt printing, custom apparel, logo apparel
# business
business coach, business coaching, executive coach, executive coaching, leadership coach
business consultant, business consulting, management consultant, management consulting, business adviser, \
business advisor
life coach, life coaching, personal coach, personal development coach
career coach, career coaching, career counselor, resume writer, resume writing
sales trainer, sales training, sales coach, sales coaching
trainer, training, corporate trainer, corporate training
public speaker, speaker, motivational speaker, keynote speaker, speaking
recruiter, recruiting, recruitment, staffing, staffing agency, employment agency, headhunter, temp agency, \
recruitment agency, executive search
human resources, hr, hr consultant, human resources consultant, hr consulting, hr outsourcing, peo
virtual assistant, administrative services, office administration, virtual office, secretarial services
computer consultant, it consultant, it support, it services, it, information technology, computer support, \
managed services, managed it, computer services, network support, computer networking, it consulting
computer repair, pc repair, laptop repair
software developer, software, software development, software engineer, app developer, app development, \
programmer, programming
cybersecurity, cyber security, information security, network security, it security
telecommunications, telecoms, telephone systems, phone systems, voip, business phones
cell phone dealer, cell phones, mobile phones, cellular phones, wireless phones, mobile phone dealer
office supplies, office products, stationery, stationer
office furniture, business furniture, contract furniture
copiers, office equipment, copier sales, photocopiers, office machines
courier, messenger, delivery, delivery service, courier and delivery, messenger service
shipping, mailbox store, packing and shipping, pack and ship
shredding, document destruction, document shredding, records destruction
energy broker, utilities broker, electricity and gas, utilities, energy consultant
franchise consultant, franchise broker, franchising, franchises
business broker, business sales, business brokerage, selling businesses
water treatment, water filtration, water softeners, water filters, water purification
air purification, air filters, air purifiers, duct cleaning, indoor air quality
coffee service, office coffee, vending, vending machines
uniforms, workwear, work clothes
private investigator, private detective, investigations, detective
# cars
auto repair, car repair, mechanic, auto mechanic, car mechanic, automotive repair, garage, auto service, \
car service and repair, auto care, motor mechanic
auto body, body shop, collision repair, auto body repair, auto body shop, panel beater
automobile salesperson, car dealer, auto dealer, car sales, auto sales, car salesman, automobile sales, \
car dealership, auto dealership, used cars, new cars, auto broker, car broker
car wash, auto detailing, car detailing, detailing, car valeting, auto detailer, mobile detailing
auto glass, windshield repair, windshield replacement, windscreens
tires, tyres, tire shop, tire dealer
towing, tow truck, roadside assistance
limousine, limo, limousine service, chauffeur, chauffeurs, car service
taxi, cab, taxi service
# events, food and gifts
caterer, catering, catering services
restaurant, restaurateur, cafe, diner
baker, bakery, baking, cakes, cake maker, cake decorator, pastry chef
personal chef, private chef, chef
florist, flowers, flower shop, floral design, floral designer, floristry
gift basket maker, gift baskets, gift hampers, hampers
gifts, gift shop, corporate gifts
chocolatier, chocolates, candy, confectioner, confectionery
wine merchant, wine, wine shop, wines
event planner, event planning, events, event management, event organizer, event coordinator, party \
planner, party planning, meeting planner
wedding planner, wedding planning, wedding coordinator, weddings, bridal consultant
disc jockey, dj, mobile disco, mobile dj
musician, music, band, live music, entertainer
music teacher, music lessons, piano teacher, piano lessons, guitar teacher, guitar lessons
magician, magic
party rental, party rentals, tent rental, equipment rental, event rental, party supplies
travel agent, travel, travel consultant, travel adviser, travel advisor, travel planner, cruise planner, \
cruises, vacations, holidays
hotel, inn, motel, hospitality, bed and breakfast
jeweler, jewelry, jeweller, jewellery, goldsmith
tailor, tailoring, alterations, seamstress, dressmaker, dressmaking, custom clothing, custom clothier
dry cleaner, dry cleaning, dry cleaners, laundry
picture framing, framer, picture framer, custom framing, frame shop
art gallery, gallery, art dealer
antiques, antique dealer
bookstore, bookseller, bookshop, books
# people, pets and schools
tutor, tutoring, private tutor, tuition
daycare, day care, childcare, child care, nursery, preschool, kindergarten
driving school, driving instructor, driving lessons
martial arts, karate, self defense, taekwondo, judo
dance, dance studio, dance school, dance teacher, dancing, dance instructor
pet sitter, pet sitting, dog walker, dog walking, pet care, dog sitter
dog trainer, dog training, pet trainer, pet training
dog groomer, dog grooming, pet groomer, pet grooming
funeral director, funeral home, funerals, undertaker, mortician, funeral services
nonprofit, non profit, charity, fundraiser, fundraising
identity theft protection, legal plans, legal protection, prepaid legal
"""

# Each line: names of seats above that may be one, as the chapter sees it; the first with each of the others.
MAY_BE_ONE_SEAT = """
accountant, bookkeeper, tax preparer, payroll
bookkeeper, payroll, tax preparer
insurance, life insurance, health insurance, property insurance, home insurance, auto insurance, business \
insurance
property insurance, home insurance, auto insurance, business insurance
financial adviser, life insurance
attorney, family law, estate planning, business law, personal injury, immigration law, criminal law, real \
estate law, mediator
real estate, residential real estate, commercial real estate, property manager
residential real estate, commercial real estate
interior designer, home stager, window coverings
landscaper, gardener, lawn care, landscape architect, tree care
gardener, lawn care
general contractor, remodeler, handyman, carpenter, kitchen and bath
remodeler, kitchen and bath, handyman, carpenter
cleaner, house cleaner, commercial cleaning, carpet cleaner, window cleaner, pressure washing
house cleaner, commercial cleaning
mover, storage
concrete, masonry
structural engineer, land surveyor
chiropractor, massage therapist
massage therapist, physical therapist
dentist, orthodontist
personal trainer, gym, yoga, pilates
gym, yoga, pilates
yoga, pilates
nutritionist, nutritional supplements, naturopath
acupuncturist, naturopath
psychotherapist, hypnotherapist, life coach
hair stylist, barber, beautician
beautician, skin care, makeup artist, nails
skin care, makeup artist
makeup artist, image consultant
marketing, digital marketing, social media, advertising, seo, public relations
digital marketing, seo, social media
advertising, promotional products, public relations
promotional products, screen printing, gifts
graphic designer, web designer
web designer, web developer, digital marketing, seo
web developer, software developer
photographer, wedding photographer, real estate photographer, videographer
printer, signs, screen printing, graphic designer, copiers
copywriter, editor
business coach, business consultant, life coach, career coach, sales trainer, trainer
trainer, sales trainer
trainer, personal trainer, dog trainer
life coach, career coach
recruiter, human resources, career coach
human resources, payroll
computer consultant, computer repair, cybersecurity, software developer, telecommunications
telecommunications, cell phone dealer
office supplies, office furniture, copiers
courier, shipping
auto repair, auto body, tires
auto body, auto glass
limousine, taxi
caterer, personal chef, restaurant, baker
event planner, wedding planner, party rental
gift basket maker, gifts, florist
disc jockey, musician
musician, music teacher
pet sitter, dog trainer, dog groomer
tailor, image consultant
water damage, general contractor
hvac, air purification
plumber, septic
attorney, identity theft protection
"""
