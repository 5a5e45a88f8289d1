"use strict";
// The terminal in the page. It draws what the server sends, sends what is typed, and knows nothing.

const WIDTHS = [20, 500], HEIGHTS = [5, 200], PIECE = 16384, SHOWN_MS = 30000;
const body = document.body, isKiosk = body.dataset.kiosk !== "";
const byId = (id) => document.getElementById(id);
const told = byId("told"), sentence = byId("sentence"), again = byId("again");
const fileBar = byId("file"), saved = byId("saved");
const between = (value, [least, most]) => Math.min(Math.max(value, least), most);

const terminal = new Terminal({
  scrollback: 0,
  fontSize: 16,
  fontFamily: '"DejaVu Sans Mono", "Liberation Mono", Menlo, Consolas, monospace',
  theme: { background: "#0d1117" },
  disableStdin: false,
});
const fit = new FitAddon.FitAddon();
terminal.loadAddon(fit);
terminal.open(byId("terminal"));

let isOpen = false, hasEnded = false, kept = null;
const address = new URL("session", location.href);
address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
const socket = new WebSocket(address);
socket.binaryType = "arraybuffer";

// -- sizes
let sent = "";
function measure() {
  let size = fit.proposeDimensions();
  if (!size || !size.cols || !size.rows) return;
  if (isKiosk) {
    // Letters as large as 80 columns and 24 lines leave them: they are read from afar.
    const larger = Math.min(size.cols / 80, size.rows / 24);
    const least = Math.floor(terminal.options.fontSize * larger);
    if (least >= 8 && least !== terminal.options.fontSize) {
      terminal.options.fontSize = least;
      size = fit.proposeDimensions();
    }
  }
  const columns = between(size.cols, WIDTHS), lines = between(size.rows, HEIGHTS);
  const text = JSON.stringify({ size: [columns, lines] });
  if (columns !== terminal.cols || lines !== terminal.rows) terminal.resize(columns, lines);
  if (socket.readyState === WebSocket.OPEN && text !== sent) socket.send((sent = text));
}
new ResizeObserver(measure).observe(byId("terminal"));

// -- what is typed
const encoder = new TextEncoder();
function send(bytes) {
  if (!isOpen) return;
  for (let at = 0; at < bytes.length; at += PIECE) socket.send(bytes.subarray(at, at + PIECE));
}
terminal.onData((text) => send(encoder.encode(text)));
terminal.onBinary((text) => send(Uint8Array.from(text, (sign) => sign.charCodeAt(0))));

const isPaste = (event) =>
  (event.ctrlKey && !event.altKey && event.code === "KeyV") || (event.shiftKey && event.key === "Insert");
const isCopy = (event) => event.ctrlKey && event.code === "KeyC" && terminal.hasSelection();
// The browser pastes and copies itself; every other key is the program's.
terminal.attachCustomKeyEventHandler((event) => isKiosk || !(isPaste(event) || isCopy(event)));

// -- the focus is the terminal's: elsewhere F5 would reload the page, and end the session
const isButton = (target) => target instanceof Element && target.closest("#told, #file") !== null;
document.addEventListener("mousedown", (event) => {
  if (!isButton(event.target)) setTimeout(() => terminal.focus());
});
document.addEventListener("keydown", (event) => {
  if (!isOpen || event.target === terminal.textarea) return;
  if (isButton(event.target) && ["Enter", " ", "Tab"].includes(event.key)) return;
  terminal.focus();
  if (event.key.length > 1 || event.ctrlKey || event.altKey) {
    event.preventDefault();
    event.stopPropagation();
    terminal.textarea.dispatchEvent(new KeyboardEvent("keydown", event));
  }
}, true);
window.addEventListener("focus", () => terminal.focus());
if (isKiosk) {
  for (const kind of ["contextmenu", "paste", "copy", "cut", "dragstart", "drop"]) {
    document.addEventListener(kind, (event) => event.preventDefault(), true);
  }
}
window.addEventListener("beforeunload", (event) => {
  if (isOpen && !isKiosk) event.preventDefault();
});

// -- what the server says
function tell(words) {
  sentence.textContent = words;
  told.hidden = false;
  again.hidden = false;
  again.focus();
}
again.addEventListener("click", () => location.reload());

// Nobody looks after a kiosk: it begins again by itself, as soon as the server answers.
async function beginAgain() {
  try {
    const answer = await fetch("static/icon.svg", { cache: "no-store" });
    if (answer.ok) location.reload();
  } catch {
    // still away
  }
}

let hiding = 0;
async function fetchFile(token, name) {
  const answer = await fetch(`files/${token}`, { cache: "no-store" });
  if (!answer.ok) return;
  if (kept) URL.revokeObjectURL(kept);
  kept = URL.createObjectURL(await answer.blob());
  saved.href = kept;
  saved.download = name;
  saved.title = name;
  fileBar.hidden = false;
  saved.click();
  terminal.focus();
  clearTimeout(hiding);
  hiding = setTimeout(() => { fileBar.hidden = true; }, SHOWN_MS);
}
byId("close-file").addEventListener("click", () => {
  fileBar.hidden = true;
  terminal.focus();
});

socket.addEventListener("open", () => {
  isOpen = true;
  told.hidden = true;
  terminal.focus();
  measure();
});
let ending = "";
socket.addEventListener("message", (event) => {
  if (typeof event.data !== "string") {
    terminal.write(new Uint8Array(event.data));
    return;
  }
  const message = JSON.parse(event.data);
  if (message.file && !isKiosk) fetchFile(message.file, message.name);
  if (message.end) ending = message.end;
});
socket.addEventListener("close", () => {
  if (hasEnded) return;
  hasEnded = true;
  isOpen = false;
  tell(isKiosk ? body.dataset.lost : ending || body.dataset.lost);
  if (isKiosk) setInterval(beginAgain, 5000);
});
