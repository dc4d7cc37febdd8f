CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE "chapter" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	place TEXT DEFAULT '' NOT NULL, 
	timezone TEXT NOT NULL, 
	country VARCHAR(2) NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	clock_24h BOOLEAN NOT NULL, 
	weekday INTEGER NOT NULL, 
	starts TIME NOT NULL, 
	length BIGINT NOT NULL, 
	pitch BIGINT NOT NULL, 
	changeover BIGINT NOT NULL, 
	agenda JSON NOT NULL, 
	lead_rules JSON, 
	rules JSON, 
	rhythm JSON
, command_id VARCHAR(32), email TEXT DEFAULT '' NOT NULL, founded_on DATE, member_scorecard TEXT DEFAULT '' NOT NULL, chapter_scorecard TEXT DEFAULT '' NOT NULL, catalogue TEXT DEFAULT '' NOT NULL, name_key TEXT DEFAULT '' NOT NULL, area_id INTEGER CONSTRAINT fk_chapter_area_id_area REFERENCES area (id), archived_on DATE);

CREATE TABLE "station" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	machine TEXT DEFAULT '' NOT NULL, 
	number INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT uq_station_machine_number UNIQUE (machine, number)
);

CREATE TABLE "profession" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	name_key TEXT NOT NULL, 
	family TEXT DEFAULT '' NOT NULL, 
	sphere TEXT DEFAULT '' NOT NULL, is_planned BOOLEAN DEFAULT false NOT NULL, 
	CONSTRAINT fk_profession_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT uq_profession_chapter_id_id UNIQUE (chapter_id, id), 
	CONSTRAINT uq_profession_chapter_id_name_key UNIQUE (chapter_id, name_key)
);

CREATE TABLE "person" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	name_key TEXT NOT NULL, 
	trade TEXT DEFAULT '' NOT NULL, 
	company TEXT DEFAULT '' NOT NULL, 
	phone TEXT DEFAULT '' NOT NULL, 
	phone_typed TEXT DEFAULT '' NOT NULL, 
	email TEXT DEFAULT '' NOT NULL, 
	merged_into_id INTEGER, may_write BOOLEAN, letters BOOLEAN, home_chapter TEXT DEFAULT '' NOT NULL, home_chapter_id INTEGER, home_person_id INTEGER, 
	CONSTRAINT fk_person_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_person_merged_into_id_person FOREIGN KEY(chapter_id, merged_into_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT uq_person_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE TABLE "membership" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	profession_id INTEGER NOT NULL, 
	status VARCHAR(32) NOT NULL, 
	seat INTEGER NOT NULL, 
	offices JSON NOT NULL, 
	joined_on DATE, 
	ended_on DATE, 
	applied_on DATE, 
	waiting_since DATE, 
	note TEXT DEFAULT '' NOT NULL, 
	sponsor_id INTEGER, multi_level BOOLEAN DEFAULT false NOT NULL, 
	CONSTRAINT fk_membership_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_membership_person_id_person FOREIGN KEY(chapter_id, person_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_membership_profession_id_profession FOREIGN KEY(chapter_id, profession_id) REFERENCES profession (chapter_id, id), 
	CONSTRAINT fk_membership_sponsor_id_person FOREIGN KEY(chapter_id, sponsor_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT uq_membership_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE UNIQUE INDEX uq_membership_one_holder ON membership (chapter_id, profession_id) WHERE status IN ('active', 'on leave');

CREATE UNIQUE INDEX uq_membership_one_seat_each ON membership (chapter_id, person_id) WHERE status IN ('active', 'on leave');

CREATE TABLE "meeting" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	on_date DATE NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	starts_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	starting_seat INTEGER NOT NULL, 
	started_at DATETIME, 
	ended_at DATETIME, 
	step_id BIGINT, 
	turn_id BIGINT, 
	up_since DATETIME, 
	prompt TEXT DEFAULT '' NOT NULL, 
	prompt_until DATETIME, 
	charges JSON, number INTEGER DEFAULT 1 NOT NULL, 
	CONSTRAINT fk_meeting_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT uq_meeting_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE UNIQUE INDEX uq_meeting_one_live ON meeting (chapter_id) WHERE state = 'live';

CREATE TABLE "journal" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	meeting_id INTEGER, 
	station_id INTEGER NOT NULL, 
	command_id VARCHAR(32) NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	act VARCHAR(32) NOT NULL, 
	what TEXT DEFAULT '' NOT NULL, 
	rows JSON NOT NULL, 
	reverses INTEGER, is_private BOOLEAN DEFAULT false NOT NULL, 
	CONSTRAINT fk_journal_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_journal_station_id_station FOREIGN KEY(station_id) REFERENCES station (id), 
	CONSTRAINT fk_journal_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT fk_journal_reverses_journal FOREIGN KEY(chapter_id, reverses) REFERENCES journal (chapter_id, id), 
	CONSTRAINT uq_journal_chapter_id_id UNIQUE (chapter_id, id), 
	CONSTRAINT uq_journal_chapter_id_command_id UNIQUE (chapter_id, command_id)
);

CREATE TABLE "step" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	meeting_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	planned BIGINT NOT NULL, 
	turn_length BIGINT, 
	autostart BOOLEAN NOT NULL, 
	allotted BIGINT NOT NULL, 
	added BIGINT NOT NULL, 
	started_at DATETIME, 
	ended_at DATETIME, 
	paused_at DATETIME, 
	paused_for BIGINT NOT NULL, 
	outcome VARCHAR(32), 
	chapter_id INTEGER NOT NULL, 
	CONSTRAINT fk_step_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_step_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT uq_step_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE TABLE "turn" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	meeting_id INTEGER NOT NULL, 
	step_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	member_id INTEGER NOT NULL, 
	speaker_id INTEGER NOT NULL, 
	allotted BIGINT NOT NULL, 
	added BIGINT NOT NULL, 
	started_at DATETIME, 
	ended_at DATETIME, 
	paused_at DATETIME, 
	paused_for BIGINT NOT NULL, 
	outcome VARCHAR(32), 
	looking_for TEXT DEFAULT '' NOT NULL, 
	asked_at DATETIME, 
	nothing_today BOOLEAN DEFAULT false NOT NULL, 
	chapter_id INTEGER NOT NULL, 
	CONSTRAINT fk_turn_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_turn_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT fk_turn_member_id_person FOREIGN KEY(chapter_id, member_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_turn_speaker_id_person FOREIGN KEY(chapter_id, speaker_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_turn_step_id_step FOREIGN KEY(chapter_id, step_id) REFERENCES step (chapter_id, id), 
	CONSTRAINT uq_turn_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE TABLE "questions" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	meeting_id INTEGER NOT NULL, 
	step_id INTEGER NOT NULL, 
	turn_id INTEGER, 
	allotted BIGINT NOT NULL, 
	added BIGINT NOT NULL, 
	started_at DATETIME, 
	ended_at DATETIME, 
	paused_at DATETIME, 
	paused_for BIGINT NOT NULL, 
	chapter_id INTEGER NOT NULL, 
	CONSTRAINT fk_questions_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_questions_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT fk_questions_step_id_step FOREIGN KEY(chapter_id, step_id) REFERENCES step (chapter_id, id), 
	CONSTRAINT fk_questions_turn_id_turn FOREIGN KEY(chapter_id, turn_id) REFERENCES turn (chapter_id, id), 
	CONSTRAINT uq_questions_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE TABLE "attendance" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	meeting_id INTEGER NOT NULL, 
	member_id INTEGER NOT NULL, 
	seat INTEGER NOT NULL, 
	mark VARCHAR(1), 
	substitute_id INTEGER, 
	arrived_at DATETIME, 
	left_at DATETIME, 
	pitch BIGINT, 
	told BOOLEAN DEFAULT false NOT NULL, 
	chapter_id INTEGER NOT NULL, came_about VARCHAR(32), marked_at DATETIME, marked_by INTEGER, online BOOLEAN DEFAULT false NOT NULL, 
	CONSTRAINT fk_attendance_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_attendance_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT fk_attendance_member_id_person FOREIGN KEY(chapter_id, member_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_attendance_substitute_id_person FOREIGN KEY(chapter_id, substitute_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT uq_attendance_chapter_id_id UNIQUE (chapter_id, id), 
	CONSTRAINT uq_attendance_chapter_id_meeting_id_member_id UNIQUE (chapter_id, meeting_id, member_id)
);

CREATE TABLE "visit" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	meeting_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	host_id INTEGER, 
	at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	corrected_at DATETIME, 
	became VARCHAR(32), 
	became_note TEXT DEFAULT '' NOT NULL, 
	silent BOOLEAN DEFAULT false NOT NULL, 
	chapter_id INTEGER NOT NULL, of_member_elsewhere BOOLEAN DEFAULT false NOT NULL, 
	CONSTRAINT fk_visit_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_visit_host_id_person FOREIGN KEY(chapter_id, host_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_visit_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT fk_visit_person_id_person FOREIGN KEY(chapter_id, person_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT uq_visit_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE TABLE "trail" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	lead_id INTEGER NOT NULL, 
	journal_id INTEGER NOT NULL, 
	chapter_id INTEGER NOT NULL, 
	CONSTRAINT fk_trail_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_trail_journal_id_journal FOREIGN KEY(chapter_id, journal_id) REFERENCES journal (chapter_id, id), 
	CONSTRAINT uq_trail_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE TABLE "lead_update" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	lead_id INTEGER NOT NULL, 
	meeting_id INTEGER, 
	word VARCHAR(32) NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	thanked BOOLEAN NOT NULL, 
	follow_up_on DATE, 
	at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	corrected_at DATETIME, passed_outside TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_lead_update_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_lead_update_lead_id_lead FOREIGN KEY(chapter_id, lead_id) REFERENCES lead (chapter_id, id), 
	CONSTRAINT fk_lead_update_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT uq_lead_update_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE TABLE "closed_business" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	meeting_id INTEGER, 
	lead_id INTEGER, 
	reported_by_id INTEGER NOT NULL, 
	credited_to_id INTEGER NOT NULL, 
	amount_minor BIGINT NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	corrected_at DATETIME, 
	CONSTRAINT fk_closed_business_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_closed_business_credited_to_id_person FOREIGN KEY(chapter_id, credited_to_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_closed_business_lead_id_lead FOREIGN KEY(chapter_id, lead_id) REFERENCES lead (chapter_id, id), 
	CONSTRAINT fk_closed_business_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT fk_closed_business_reported_by_id_person FOREIGN KEY(chapter_id, reported_by_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT uq_closed_business_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE TABLE "testimonial" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	meeting_id INTEGER, 
	by_id INTEGER NOT NULL, 
	about_id INTEGER NOT NULL, 
	words TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	corrected_at DATETIME, 
	lead_id INTEGER, 
	CONSTRAINT fk_testimonial_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_testimonial_about_id_person FOREIGN KEY(chapter_id, about_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_testimonial_by_id_person FOREIGN KEY(chapter_id, by_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_testimonial_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT fk_testimonial_lead_id_lead FOREIGN KEY(chapter_id, lead_id) REFERENCES lead (chapter_id, id), 
	CONSTRAINT uq_testimonial_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE TABLE "one_to_one" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	first_id INTEGER NOT NULL, 
	second_id INTEGER NOT NULL, 
	on_date DATE NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT fk_one_to_one_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_one_to_one_first_id_person FOREIGN KEY(chapter_id, first_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_one_to_one_second_id_person FOREIGN KEY(chapter_id, second_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT uq_one_to_one_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE TABLE "leave" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	membership_id INTEGER NOT NULL, 
	since DATE NOT NULL, 
	until DATE, 
	reason TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT fk_leave_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_leave_membership_id_membership FOREIGN KEY(chapter_id, membership_id) REFERENCES membership (chapter_id, id), 
	CONSTRAINT uq_leave_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE TABLE "vetting" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	membership_id INTEGER NOT NULL, 
	on_date DATE NOT NULL, 
	votes_for INTEGER NOT NULL, 
	votes_against INTEGER NOT NULL, 
	decision VARCHAR(32) NOT NULL, 
	decided_by TEXT DEFAULT '' NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT fk_vetting_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_vetting_membership_id_membership FOREIGN KEY(chapter_id, membership_id) REFERENCES membership (chapter_id, id), 
	CONSTRAINT uq_vetting_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE TABLE "decision" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	member_id INTEGER NOT NULL, 
	meeting_id INTEGER, 
	kind VARCHAR(32) NOT NULL, 
	on_date DATE NOT NULL, 
	decided_by TEXT DEFAULT '' NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT fk_decision_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_decision_member_id_person FOREIGN KEY(chapter_id, member_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_decision_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT uq_decision_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE TABLE "notice" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	member_id INTEGER NOT NULL, 
	substitute_id INTEGER, 
	on_date DATE NOT NULL, 
	mark VARCHAR(1) NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT fk_notice_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_notice_member_id_person FOREIGN KEY(chapter_id, member_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_notice_substitute_id_person FOREIGN KEY(chapter_id, substitute_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT uq_notice_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE TABLE "special_date" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	on_date DATE NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, place TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_special_date_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT uq_special_date_chapter_id_id UNIQUE (chapter_id, id), 
	CONSTRAINT uq_special_date_chapter_id_on_date UNIQUE (chapter_id, on_date)
);

CREATE INDEX ix_person_chapter_id_merged_into_id ON person (chapter_id, merged_into_id);

CREATE INDEX ix_person_chapter_id_name_key ON person (chapter_id, name_key);

CREATE INDEX ix_membership_chapter_id_person_id ON membership (chapter_id, person_id);

CREATE INDEX ix_membership_chapter_id_profession_id ON membership (chapter_id, profession_id);

CREATE INDEX ix_membership_chapter_id_sponsor_id ON membership (chapter_id, sponsor_id);

CREATE INDEX ix_membership_chapter_id_status ON membership (chapter_id, status);

CREATE INDEX ix_meeting_chapter_id_on_date ON meeting (chapter_id, on_date);

CREATE INDEX ix_journal_chapter_id_at ON journal (chapter_id, at);

CREATE INDEX ix_journal_chapter_id_meeting_id ON journal (chapter_id, meeting_id);

CREATE INDEX ix_step_chapter_id_meeting_id ON step (chapter_id, meeting_id);

CREATE INDEX ix_turn_chapter_id_member_id ON turn (chapter_id, member_id);

CREATE INDEX ix_turn_chapter_id_speaker_id ON turn (chapter_id, speaker_id);

CREATE INDEX ix_turn_chapter_id_step_id ON turn (chapter_id, step_id);

CREATE INDEX ix_questions_chapter_id_meeting_id ON questions (chapter_id, meeting_id);

CREATE INDEX ix_questions_chapter_id_step_id ON questions (chapter_id, step_id);

CREATE INDEX ix_questions_chapter_id_turn_id ON questions (chapter_id, turn_id);

CREATE INDEX ix_attendance_chapter_id_member_id ON attendance (chapter_id, member_id);

CREATE INDEX ix_attendance_chapter_id_substitute_id ON attendance (chapter_id, substitute_id);

CREATE INDEX ix_visit_chapter_id_host_id ON visit (chapter_id, host_id);

CREATE INDEX ix_visit_chapter_id_meeting_id ON visit (chapter_id, meeting_id);

CREATE INDEX ix_visit_chapter_id_person_id ON visit (chapter_id, person_id);

CREATE INDEX ix_trail_chapter_id_journal_id ON trail (chapter_id, journal_id);

CREATE INDEX ix_trail_chapter_id_lead_id ON trail (chapter_id, lead_id);

CREATE INDEX ix_lead_update_chapter_id_lead_id ON lead_update (chapter_id, lead_id);

CREATE INDEX ix_lead_update_chapter_id_meeting_id ON lead_update (chapter_id, meeting_id);

CREATE INDEX ix_closed_business_chapter_id_credited_to_id ON closed_business (chapter_id, credited_to_id);

CREATE INDEX ix_closed_business_chapter_id_lead_id ON closed_business (chapter_id, lead_id);

CREATE INDEX ix_closed_business_chapter_id_meeting_id ON closed_business (chapter_id, meeting_id);

CREATE INDEX ix_closed_business_chapter_id_reported_by_id ON closed_business (chapter_id, reported_by_id);

CREATE INDEX ix_testimonial_chapter_id_about_id ON testimonial (chapter_id, about_id);

CREATE INDEX ix_testimonial_chapter_id_by_id ON testimonial (chapter_id, by_id);

CREATE INDEX ix_testimonial_chapter_id_lead_id ON testimonial (chapter_id, lead_id);

CREATE INDEX ix_testimonial_chapter_id_meeting_id ON testimonial (chapter_id, meeting_id);

CREATE INDEX ix_one_to_one_chapter_id_first_id ON one_to_one (chapter_id, first_id);

CREATE INDEX ix_one_to_one_chapter_id_on_date ON one_to_one (chapter_id, on_date);

CREATE INDEX ix_one_to_one_chapter_id_second_id ON one_to_one (chapter_id, second_id);

CREATE INDEX ix_leave_chapter_id_membership_id ON leave (chapter_id, membership_id);

CREATE INDEX ix_vetting_chapter_id_membership_id ON vetting (chapter_id, membership_id);

CREATE INDEX ix_decision_chapter_id_meeting_id ON decision (chapter_id, meeting_id);

CREATE INDEX ix_decision_chapter_id_member_id ON decision (chapter_id, member_id);

CREATE INDEX ix_notice_chapter_id_member_id ON notice (chapter_id, member_id);

CREATE INDEX ix_notice_chapter_id_on_date ON notice (chapter_id, on_date);

CREATE INDEX ix_notice_chapter_id_substitute_id ON notice (chapter_id, substitute_id);

CREATE INDEX ix_journal_chapter_id_station_id_id ON journal (chapter_id, station_id, id);

CREATE INDEX ix_turn_chapter_id_meeting_id_step_id_position ON turn (chapter_id, meeting_id, step_id, position);

CREATE INDEX ix_visit_chapter_id_at ON visit (chapter_id, at);

CREATE INDEX ix_testimonial_chapter_id_at ON testimonial (chapter_id, at);

CREATE INDEX ix_lead_update_chapter_id_at ON lead_update (chapter_id, at);

CREATE TABLE revision (
	chapter_id INTEGER NOT NULL, 
	number BIGINT NOT NULL, 
	CONSTRAINT pk_revision PRIMARY KEY (chapter_id), 
	CONSTRAINT fk_revision_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id)
);

CREATE TABLE announcement (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	meeting_id INTEGER NOT NULL, 
	by_id INTEGER NOT NULL, 
	words TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	corrected_at DATETIME, 
	withdrawn_at DATETIME, 
	CONSTRAINT fk_announcement_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_announcement_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT fk_announcement_by_id_person FOREIGN KEY(chapter_id, by_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT uq_announcement_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE INDEX ix_announcement_chapter_id_meeting_id ON announcement (chapter_id, meeting_id);

CREATE INDEX ix_announcement_chapter_id_by_id ON announcement (chapter_id, by_id);

CREATE UNIQUE INDEX ix_chapter_command_id ON chapter (command_id);

CREATE TABLE hand_over (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	copy_id VARCHAR(32) NOT NULL, 
	to_name TEXT NOT NULL, 
	on_date DATE NOT NULL, 
	at DATETIME NOT NULL, 
	station_id INTEGER NOT NULL, 
	is_received BOOLEAN NOT NULL, 
	taken_back_at DATETIME, 
	CONSTRAINT fk_hand_over_station_id_station FOREIGN KEY(station_id) REFERENCES station (id), 
	CONSTRAINT uq_hand_over_copy_id UNIQUE (copy_id)
);

CREATE TABLE talk (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	speaker_id INTEGER NOT NULL, 
	on_date DATE, 
	topic TEXT DEFAULT '' NOT NULL, 
	length BIGINT, 
	questions BIGINT, 
	CONSTRAINT uq_talk_chapter_id_on_date UNIQUE (chapter_id, on_date), 
	CONSTRAINT fk_talk_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_talk_speaker_id_person FOREIGN KEY(chapter_id, speaker_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT uq_talk_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE INDEX ix_talk_chapter_id_speaker_id ON talk (chapter_id, speaker_id);

CREATE TABLE step_leader (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	leader_id INTEGER NOT NULL, 
	on_date DATE NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	CONSTRAINT uq_step_leader_chapter_id_on_date_kind UNIQUE (chapter_id, on_date, kind), 
	CONSTRAINT fk_step_leader_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_step_leader_leader_id_person FOREIGN KEY(chapter_id, leader_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT uq_step_leader_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE INDEX ix_step_leader_chapter_id_leader_id ON step_leader (chapter_id, leader_id);

CREATE TABLE "lead" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	meeting_id INTEGER, 
	giver_id INTEGER NOT NULL, 
	receiver_id INTEGER NOT NULL, 
	spoken_by_id INTEGER, 
	from_lead_id INTEGER, 
	prospect TEXT DEFAULT '' NOT NULL, 
	phone TEXT DEFAULT '' NOT NULL, 
	phone_typed TEXT DEFAULT '' NOT NULL, 
	need TEXT DEFAULT '' NOT NULL, 
	expecting_call BOOLEAN, 
	inside BOOLEAN NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	passed_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	company TEXT DEFAULT '' NOT NULL, 
	address TEXT DEFAULT '' NOT NULL, 
	email TEXT DEFAULT '' NOT NULL, 
	who_calls VARCHAR(32) DEFAULT 'receiver' NOT NULL, 
	knows_caller BOOLEAN, 
	when_likely VARCHAR(32), 
	note TEXT DEFAULT '' NOT NULL, 
	missing JSON, 
	complete_since DATETIME, 
	lead_since DATETIME, 
	thanked BOOLEAN DEFAULT false NOT NULL, 
	receiver_says BOOLEAN, 
	why TEXT DEFAULT '' NOT NULL, 
	last_word_at DATETIME, 
	follow_up_on DATE, 
	corrected_at DATETIME, 
	family_id INTEGER, 
	answers_id INTEGER, 
	same_as_id INTEGER, 
	CONSTRAINT fk_lead_same_as_id_lead FOREIGN KEY(chapter_id, same_as_id) REFERENCES lead (chapter_id, id), 
	CONSTRAINT fk_lead_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_lead_from_lead_id_lead FOREIGN KEY(chapter_id, from_lead_id) REFERENCES lead (chapter_id, id), 
	CONSTRAINT fk_lead_giver_id_person FOREIGN KEY(chapter_id, giver_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_lead_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT fk_lead_receiver_id_person FOREIGN KEY(chapter_id, receiver_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_lead_spoken_by_id_person FOREIGN KEY(chapter_id, spoken_by_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_lead_answers_id_turn FOREIGN KEY(chapter_id, answers_id) REFERENCES turn (chapter_id, id), 
	CONSTRAINT fk_lead_family_id_lead FOREIGN KEY(chapter_id, family_id) REFERENCES lead (chapter_id, id), 
	CONSTRAINT uq_lead_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE INDEX ix_lead_chapter_id_answers_id ON lead (chapter_id, answers_id);

CREATE INDEX ix_lead_chapter_id_family_id ON lead (chapter_id, family_id);

CREATE INDEX ix_lead_chapter_id_from_lead_id ON lead (chapter_id, from_lead_id);

CREATE INDEX ix_lead_chapter_id_giver_id ON lead (chapter_id, giver_id);

CREATE INDEX ix_lead_chapter_id_receiver_id_state ON lead (chapter_id, receiver_id, state);

CREATE INDEX ix_lead_chapter_id_spoken_by_id ON lead (chapter_id, spoken_by_id);

CREATE INDEX ix_lead_chapter_id_state_passed_at ON lead (chapter_id, state, passed_at);

CREATE INDEX ix_lead_chapter_id_passed_at ON lead (chapter_id, passed_at);

CREATE INDEX ix_lead_chapter_id_last_word_at ON lead (chapter_id, last_word_at);

CREATE INDEX ix_lead_chapter_id_receiver_id_passed_at ON lead (chapter_id, receiver_id, passed_at);

CREATE INDEX ix_lead_chapter_id_meeting_id_passed_at ON lead (chapter_id, meeting_id, passed_at);

CREATE INDEX ix_lead_second_slips ON lead (chapter_id, same_as_id) WHERE same_as_id IS NOT NULL;

CREATE TABLE slip_check (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	meeting_id INTEGER NOT NULL, 
	lead_id INTEGER NOT NULL, 
	called BOOLEAN, 
	expecting BOOLEAN, 
	is_real BOOLEAN, 
	at DATETIME NOT NULL, 
	corrected_at DATETIME, 
	withdrawn_at DATETIME, 
	CONSTRAINT fk_slip_check_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_slip_check_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT fk_slip_check_lead_id_lead FOREIGN KEY(chapter_id, lead_id) REFERENCES lead (chapter_id, id), 
	CONSTRAINT uq_slip_check_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE INDEX ix_slip_check_chapter_id_meeting_id ON slip_check (chapter_id, meeting_id);

CREATE INDEX ix_slip_check_chapter_id_lead_id ON slip_check (chapter_id, lead_id);

CREATE TABLE giver_answer (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	meeting_id INTEGER, 
	lead_id INTEGER NOT NULL, 
	served VARCHAR(32) NOT NULL, 
	words TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	corrected_at DATETIME, 
	withdrawn_at DATETIME, 
	CONSTRAINT fk_giver_answer_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_giver_answer_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT fk_giver_answer_lead_id_lead FOREIGN KEY(chapter_id, lead_id) REFERENCES lead (chapter_id, id), 
	CONSTRAINT uq_giver_answer_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE INDEX ix_giver_answer_chapter_id_meeting_id ON giver_answer (chapter_id, meeting_id);

CREATE INDEX ix_giver_answer_chapter_id_lead_id ON giver_answer (chapter_id, lead_id);

CREATE TABLE opening (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	member_id INTEGER NOT NULL, 
	since DATE NOT NULL, 
	until DATE NOT NULL, 
	present INTEGER, 
	absent INTEGER, 
	late INTEGER, 
	medical INTEGER, 
	substitute INTEGER, 
	given_inside INTEGER, 
	given_outside INTEGER, 
	received_inside INTEGER, 
	received_outside INTEGER, 
	visitors INTEGER, 
	one_to_ones INTEGER, 
	training INTEGER, 
	testimonials INTEGER, 
	closed_minor BIGINT, 
	currency VARCHAR(3) NOT NULL, 
	source TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT fk_opening_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_opening_member_id_person FOREIGN KEY(chapter_id, member_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT uq_opening_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE UNIQUE INDEX uq_opening_once ON opening (chapter_id, member_id, since, until);

CREATE TABLE "ledger_entry" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	member_id INTEGER, 
	meeting_id INTEGER, 
	reverses INTEGER, 
	kind VARCHAR(32) NOT NULL, 
	event VARCHAR(32), 
	period VARCHAR(32), 
	amount_minor BIGINT NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	on_date DATE NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	method VARCHAR(32), 
	reference TEXT DEFAULT '' NOT NULL, 
	cause TEXT DEFAULT '' NOT NULL, 
	payee TEXT DEFAULT '' NOT NULL, 
	pays INTEGER, 
	CONSTRAINT fk_ledger_entry_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_ledger_entry_member_id_person FOREIGN KEY(chapter_id, member_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT fk_ledger_entry_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT fk_ledger_entry_reverses_ledger_entry FOREIGN KEY(chapter_id, reverses) REFERENCES ledger_entry (chapter_id, id), 
	CONSTRAINT fk_ledger_entry_pays_ledger_entry FOREIGN KEY(chapter_id, pays) REFERENCES ledger_entry (chapter_id, id), 
	CONSTRAINT uq_ledger_entry_chapter_id_id UNIQUE (chapter_id, id), 
	CONSTRAINT uq_ledger_entry_chapter_id_reverses UNIQUE (chapter_id, reverses)
);

CREATE INDEX ix_ledger_entry_chapter_id_kind_on_date_reverses ON ledger_entry (chapter_id, kind, on_date, reverses);

CREATE INDEX ix_ledger_entry_chapter_id_meeting_id ON ledger_entry (chapter_id, meeting_id);

CREATE INDEX ix_ledger_entry_chapter_id_member_id ON ledger_entry (chapter_id, member_id);

CREATE INDEX ix_ledger_entry_chapter_id_member_id_currency_amount_minor ON ledger_entry (chapter_id, member_id, currency, amount_minor);

CREATE INDEX ix_ledger_entry_chapter_id_pays ON ledger_entry (chapter_id, pays);

CREATE TRIGGER ledger_entry_kept BEFORE UPDATE OF id, chapter_id, meeting_id, kind, event, period, amount_minor, currency, on_date, note, reverses, at, method, reference, cause, payee, pays ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger_entry is append-only'); END;

CREATE TRIGGER ledger_entry_stays BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger_entry is append-only'); END;

CREATE TABLE letter_sent (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	meeting_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	address TEXT DEFAULT '' NOT NULL, 
	reply TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT fk_letter_sent_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_letter_sent_meeting_id_meeting FOREIGN KEY(chapter_id, meeting_id) REFERENCES meeting (chapter_id, id), 
	CONSTRAINT fk_letter_sent_person_id_person FOREIGN KEY(chapter_id, person_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT uq_letter_sent_chapter_id_meeting_id_person_id_kind UNIQUE (chapter_id, meeting_id, person_id, kind), 
	CONSTRAINT uq_letter_sent_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE INDEX ix_letter_sent_chapter_id_person_id ON letter_sent (chapter_id, person_id);

CREATE TABLE own_cost (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	member_id INTEGER NOT NULL, 
	on_date DATE NOT NULL, 
	amount_minor BIGINT NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	corrected_at DATETIME, 
	withdrawn_at DATETIME, 
	CONSTRAINT fk_own_cost_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id), 
	CONSTRAINT fk_own_cost_member_id_person FOREIGN KEY(chapter_id, member_id) REFERENCES person (chapter_id, id), 
	CONSTRAINT uq_own_cost_chapter_id_id UNIQUE (chapter_id, id)
);

CREATE INDEX ix_own_cost_chapter_id_member_id ON own_cost (chapter_id, member_id);

CREATE TABLE area (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	parent_id INTEGER, 
	level TEXT DEFAULT '' NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	name_key TEXT NOT NULL, 
	CONSTRAINT fk_area_parent_id_area FOREIGN KEY(parent_id) REFERENCES area (id)
);

CREATE INDEX ix_area_parent_id ON area (parent_id);

CREATE INDEX ix_area_name_key ON area (name_key);

CREATE TABLE director (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	area_id INTEGER NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	email TEXT DEFAULT '' NOT NULL, 
	phone TEXT DEFAULT '' NOT NULL, 
	since DATE, 
	until DATE, 
	CONSTRAINT fk_director_area_id_area FOREIGN KEY(area_id) REFERENCES area (id)
);

CREATE INDEX ix_director_area_id ON director (area_id);

CREATE TABLE association_journal (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	station_id INTEGER NOT NULL, 
	command_id VARCHAR(32) NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	act VARCHAR(32) NOT NULL, 
	what TEXT DEFAULT '' NOT NULL, 
	rows JSON NOT NULL, 
	reverses INTEGER, 
	CONSTRAINT fk_association_journal_station_id_station FOREIGN KEY(station_id) REFERENCES station (id), 
	CONSTRAINT fk_association_journal_reverses_association_journal FOREIGN KEY(reverses) REFERENCES association_journal (id), 
	CONSTRAINT uq_association_journal_command_id UNIQUE (command_id)
);

CREATE INDEX ix_association_journal_station_id_id ON association_journal (station_id, id);

CREATE TABLE template (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	area_id INTEGER, 
	kind VARCHAR(32) NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT fk_template_area_id_area FOREIGN KEY(area_id) REFERENCES area (id)
);

CREATE INDEX ix_template_area_id ON template (area_id);

CREATE TABLE template_version (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	template_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	body JSON NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT fk_template_version_template_id_template FOREIGN KEY(template_id) REFERENCES template (id), 
	CONSTRAINT uq_template_version_template_id_version UNIQUE (template_id, version)
);

CREATE TABLE director_visit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	director_id INTEGER, 
	on_date DATE NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	at DATETIME NOT NULL, 
	corrected_at DATETIME, 
	withdrawn_at DATETIME, 
	CONSTRAINT fk_director_visit_director_id_director FOREIGN KEY(director_id) REFERENCES director (id), 
	CONSTRAINT uq_director_visit_chapter_id_id UNIQUE (chapter_id, id), 
	CONSTRAINT fk_director_visit_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id)
);

CREATE INDEX ix_director_visit_chapter_id_on_date ON director_visit (chapter_id, on_date);

CREATE TABLE template_taken (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chapter_id INTEGER NOT NULL, 
	template_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT fk_template_taken_template_id_template FOREIGN KEY(template_id) REFERENCES template (id), 
	CONSTRAINT uq_template_taken_chapter_id_id UNIQUE (chapter_id, id), 
	CONSTRAINT fk_template_taken_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id)
);

CREATE INDEX ix_template_taken_chapter_id_template_id ON template_taken (chapter_id, template_id);

CREATE TABLE chapter_month (
	chapter_id INTEGER NOT NULL, 
	month INTEGER NOT NULL, 
	meetings INTEGER NOT NULL, 
	places INTEGER NOT NULL, 
	present INTEGER NOT NULL, 
	late INTEGER NOT NULL, 
	substitutes INTEGER NOT NULL, 
	medical INTEGER NOT NULL, 
	absent INTEGER NOT NULL, 
	leads INTEGER NOT NULL, 
	raw INTEGER NOT NULL, 
	bad INTEGER NOT NULL, 
	inside INTEGER NOT NULL, 
	one_to_ones INTEGER NOT NULL, 
	visits INTEGER NOT NULL, 
	first_visits INTEGER NOT NULL, 
	visitors_joined INTEGER NOT NULL, 
	members INTEGER NOT NULL, 
	joined INTEGER NOT NULL, 
	"left" INTEGER NOT NULL, 
	dollars_minor BIGINT NOT NULL, 
	own_minor BIGINT NOT NULL, 
	dollars_by_member JSON NOT NULL, 
	last_meeting_on DATE, 
	last_joined_on DATE, 
	CONSTRAINT pk_chapter_month PRIMARY KEY (chapter_id, month), 
	CONSTRAINT fk_chapter_month_chapter_id_chapter FOREIGN KEY(chapter_id) REFERENCES chapter (id)
)
 WITHOUT ROWID

;

CREATE INDEX ix_chapter_name_key ON chapter (name_key);

CREATE INDEX ix_chapter_area_id_name_key ON chapter (area_id, name_key);

CREATE INDEX ix_person_members_elsewhere ON person (home_chapter_id, home_person_id)