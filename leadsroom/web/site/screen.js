// Around the library's terminal: letters that fill the window, and never a clock that stands still unnoticed.
"use strict";

const COLUMNS = 80, ROWS = 24;            // at least so many cells fill any window
const WIDE = 0.6, HIGH = 1.32;            // a cell of the font, for a size of one
const SMALLEST = 8, LARGEST = 160;
const ASK_EVERY = 2000, UNANSWERED = 3, TRY_EVERY = 2500, SETTLED = 400;
const LEFT = 1000, FULL = 4008;           // why the server closes

const BELL = 7, BELLS_AT_MOST = 8, PITCH = 880, BEEP = 0.15, BEAT = 0.25;   // hertz, seconds

let leaving = false;
let audio, silentUntil = 0;

// The bell comes alone. Browsers are silent until somebody has pressed a key, as `m` is one.
function ring(message) {
  if (!(message instanceof ArrayBuffer) || message.byteLength > BELLS_AT_MOST) return;
  const bells = new Uint8Array(message);
  if (bells.every((byte) => byte === BELL)) bells.forEach(beep);
}

function beep() {
  audio ??= new AudioContext();
  const at = Math.max(audio.currentTime, silentUntil);
  silentUntil = at + BEAT;
  const tone = audio.createOscillator();
  tone.frequency.value = PITCH;
  tone.connect(audio.destination);
  tone.start(at);
  tone.stop(at + BEEP);
}

function fittingSize() {
  const asked = parseInt(new URLSearchParams(location.search).get("fontsize"), 10);
  const fits = Math.floor(Math.min(innerWidth / COLUMNS / WIDE, innerHeight / ROWS / HIGH));
  return Math.max(SMALLEST, Math.min(LARGEST, asked || fits));
}

function reload() {
  leaving = true;
  location.reload();
}

function ended(why, again) {
  if (leaving || document.body.dataset.ended) return;
  document.body.dataset.ended = "yes";
  document.body.classList.add("-closed");
  if (why) document.getElementById("why").textContent = why;
  document.getElementById("reload").focus();
  if (again) setInterval(tryAgain, TRY_EVERY);
}

async function tryAgain() {
  try {
    const answer = await fetch("/", { cache: "no-store" });
    if (answer.status !== 503) reload();
  } catch {
    // Not there yet.
  }
}

class WatchedSocket extends WebSocket {
  constructor(address) {
    super(address);
    let unanswered = 0;
    this.addEventListener("message", (event) => {
      unanswered = 0;
      ring(event.data);
    });
    this.addEventListener("close", (event) => {
      clearInterval(asking);
      if (event.code === LEFT) ended("This screen was left. The meeting goes on; reload shows it again.", false);
      else ended(event.reason, event.code !== FULL);
    });
    const asking = setInterval(() => {
      if (unanswered >= UNANSWERED) {
        clearInterval(asking);
        ended("", true);
        this.close();
      } else if (this.readyState === WebSocket.OPEN) {
        unanswered += 1;
        this.send('["there?"]');
      }
    }, ASK_EVERY);
  }

  send(words) {
    if (this.readyState === WebSocket.OPEN) super.send(words);
  }
}
window.WebSocket = WatchedSocket;

const begin = window.onload;
window.onload = async (event) => {
  const terminal = document.getElementById("terminal");
  const size = fittingSize();
  terminal.dataset.fontSize = size;
  terminal.dataset.sessionWebsocketUrl = location.origin.replace(/^http/, "ws") + "/ws";
  document.getElementById("reload").onclick = reload;
  // The terminal measures its font once.
  await document.fonts.load(`${size}px "Roboto Mono"`).catch(() => {});
  begin(event);
  const typing = document.querySelector(".xterm-helper-textarea");
  if (typing) {
    typing.inputMode = "none";            // a tap calls no keyboard up
    typing.focus();
  }
  let settling;
  addEventListener("resize", () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      const now = fittingSize();
      if (!document.body.dataset.ended && (now > size * 1.25 || now < size / 1.25)) reload();
    }, SETTLED);
  });
};
