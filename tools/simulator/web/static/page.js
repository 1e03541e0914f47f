// The simulator's page: what is said goes to the server, what is answered is heard and
// shown. It asks nobody but its own server for anything.
"use strict";

const $ = (id) => document.getElementById(id);
const GONE = "The simulator does not answer. Start it again with “make web”; this page goes on by itself.";
const LOST = "The simulator could not take that. Its terminal says why.";
const RETRY_MS = 1500;

let conversation = crypto.randomUUID();
let viewHost = false;
let frameReady = false;
let pending = null; // what the frame shows once it is ready
let lastScreen = null;
let voiceTurn = 0; // a newer turn silences an older one

// --- the server

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    trouble(GONE);
    waitForServer();
    return null;
  }
  if (!answer.ok) {
    trouble(LOST);
    return null;
  }
  trouble("");
  return answer;
}

let waiting = false;
async function waitForServer() {
  if (waiting) return;
  waiting = true;
  for (;;) {
    await new Promise((done) => setTimeout(done, RETRY_MS));
    try {
      if ((await fetch("/setup")).ok) break;
    } catch {
      // still gone
    }
  }
  waiting = false;
  trouble("");
  note("The simulator is back. It has forgotten the conversation.");
}

function trouble(text) {
  $("trouble").textContent = text;
  $("trouble").hidden = !text;
}

async function turn(asked) {
  hush();
  const answer = await ask("/turn", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      conversation,
      locale: $("locale").value,
      screen: $("screen").value,
      ...asked,
    }),
  });
  if (!answer) return false;
  show(await answer.json(), asked);
  return true;
}

// --- the conversation

function bubble(kind, text) {
  const item = document.createElement("li");
  item.className = kind;
  item.textContent = text;
  $("log").append(item);
  $("log").scrollTop = $("log").scrollHeight;
  return item;
}

function note(text) {
  bubble("note", text);
}

function show(heard, asked) {
  const you = bubble("you", asked.label ? `(touches “${asked.label}”)` : heard.utterance || "(silence)");
  const said = heard.speech || heard.reprompt;
  if (said) bubble(heard.urgency === "emergency" ? "skill emergency" : "skill", said);
  if (heard.card && !heard.screen) showCard(heard.card);
  if (heard.ends) note("The session ends.");
  $("log").scrollTop = you.offsetTop - $("log").offsetTop; // a long answer from its start
  showScreen(heard);
  inspect(heard);
  speak(heard.spoken);
}

function showCard(card) {
  const item = bubble("card", `\n${card.content}`);
  const title = document.createElement("strong");
  title.textContent = card.title;
  item.prepend(title);
}

// --- the screen

function showScreen(heard) {
  if (!heard.viewport) return;
  const [width, height] = heard.viewport.pixels;
  $("glass").style.aspectRatio = `${width} / ${height}`;
  $("glass").style.maxWidth = `calc(60vh * ${width / height})`;
  if (!heard.screen) return;
  lastScreen = { directive: heard.screen, viewport: heard.viewport };
  if (viewHost) toFrame();
  else showPlainly(heard.screen.datasources.screen);
  showTouches(heard.screen);
}

function toFrame() {
  pending = lastScreen;
  if (!frameReady || !pending) return;
  $("shown").contentWindow.postMessage(pending, location.origin);
  pending = null;
}

// Without the view host, the words alone.
function showPlainly(screen) {
  const plain = $("plain");
  plain.className = screen.number ? "emergency" : "";
  const lines = screen.number
    ? [["number", screen.number], ["", screen.sign]]
    : [["", screen.place], ["title", screen.title], ...screen.paragraphs.map((text) => ["", text]),
       ["ask", screen.ask], ["", screen.sources], ["", screen.disclaimer]];
  plain.replaceChildren(
    ...lines.filter(([, text]) => text).map(([kind, text]) => {
      const line = document.createElement("p");
      line.className = kind;
      line.textContent = text;
      return line;
    }),
  );
  if (!screen.drawing) return;
  const drawing = new Image();
  drawing.src = `/drawings/${screen.drawing}.svg`;
  drawing.alt = screen.alt;
  plain.prepend(drawing);
}

// The same touches as buttons of the page, for the keyboard.
function showTouches({ token, datasources }) {
  $("touches").replaceChildren(
    ...datasources.screen.actions.map(({ label, send }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = label;
      button.addEventListener("click", () => touch(token, send, label));
      return button;
    }),
  );
}

function touch(token, send, label) {
  turn({ shown: token, touch: send, label });
}

window.addEventListener("message", ({ origin, data }) => {
  if (origin !== location.origin) return;
  if (data.ready) {
    frameReady = true;
    toFrame();
  }
  if (data.touched && lastScreen) {
    const { token, datasources } = lastScreen.directive;
    const sent = JSON.stringify(data.touched);
    const action = datasources.screen.actions.find(({ send }) => JSON.stringify(send) === sent);
    touch(token, data.touched, action ? action.label : sent);
  }
});

// --- the voice

function wait(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function utter(text, rate) {
  return new Promise((done) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = $("locale").value;
    utterance.rate = rate;
    utterance.onend = utterance.onerror = done;
    speechSynthesis.speak(utterance);
  });
}

async function speak(parts) {
  if (!("speechSynthesis" in window) || !$("aloud").checked) return;
  const mine = ++voiceTurn;
  for (const part of parts) {
    if (mine !== voiceTurn) return;
    if (part.pause) await wait(part.pause);
    else await utter(part.say, part.rate);
  }
}

function hush() {
  voiceTurn += 1;
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}

// --- the microphone: off until it is pressed, and only after a warning

const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
let warned = false;

async function listen() {
  if (!warned) {
    $("warning").returnValue = "";
    $("warning").showModal();
    await new Promise((done) => $("warning").addEventListener("close", done, { once: true }));
    if ($("warning").returnValue !== "speak") return;
    warned = true;
  }
  hush();
  const recognition = new Recognition();
  recognition.lang = $("locale").value;
  recognition.onresult = (event) => say(event.results[0][0].transcript);
  recognition.onerror = (event) => note(`The microphone gave up: ${event.error}.`);
  recognition.onend = () => $("microphone").setAttribute("aria-pressed", "false");
  $("microphone").setAttribute("aria-pressed", "true");
  recognition.start();
}

// --- looking inside

function inspect(heard) {
  const slots = Object.entries(heard.slots).map(([name, value]) => `${name}: “${value}”`);
  const nearest = heard.nearest.map(([topic, score]) => `${topic} ${score.toFixed(3)}`);
  const facts = {
    Intent: heard.intent,
    Slots: slots.join(", ") || "none",
    Topic: heard.topic || "none",
    Offered: heard.offered.join(", ") || "none",
    Urgency: heard.urgency || "none",
    Confidence: nearest.join(", ") || "no free words",
    Session: heard.listening ? "open" : "closed",
    "On silence": heard.listening ? heard.reprompt : "nothing, the session is closed",
    Took: `${heard.ms.toFixed(1)} ms`,
  };
  $("facts").replaceChildren(
    ...Object.entries(facts).flatMap(([name, value]) => {
      const [term, told] = [document.createElement("dt"), document.createElement("dd")];
      [term.textContent, told.textContent] = [name, value];
      return [term, told];
    }),
  );
  $("request").textContent = JSON.stringify(heard.request, null, 2);
  $("response").textContent = JSON.stringify(heard.response, null, 2);
}

async function copyDialogue() {
  const answer = await ask(`/dialogue/${conversation}`);
  if (!answer) return;
  $("dialogue").value = await answer.text();
  $("dialogue").hidden = false;
  try {
    await navigator.clipboard.writeText($("dialogue").value);
    $("copied").textContent = "Copied.";
  } catch {
    $("dialogue").select();
    $("copied").textContent = "Copy it from here:";
  }
}

// --- what can be done

async function say(text) {
  if (await turn({ said: text })) $("said").value = "";
}

function startAgain() {
  conversation = crypto.randomUUID();
  lastScreen = null;
  const none = $("screen").value === "none";
  $("device").hidden = none;
  $("touches").replaceChildren();
  $("plain").replaceChildren();
  $("shown").hidden = none || !viewHost;
  $("plain").hidden = none || viewHost;
  if (viewHost && !none) {
    frameReady = false;
    $("shown").src = "/screen";
  }
  note(`A new conversation: ${$("locale").value}, ${$("screen").selectedOptions[0].text}. Say “open” to begin.`);
  $("glass").style.aspectRatio = "1280 / 800";
}

function fill(select, options, chosen) {
  for (const [value, text] of options) select.add(new Option(text, value));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
}

async function begin() {
  const answer = await ask("/setup");
  if (!answer) return;
  const { locales, screens, viewhost } = await answer.json();
  viewHost = viewhost;
  fill($("locale"), locales.map((locale) => [locale, locale]), "en-US");
  fill($("screen"), Object.entries(screens), innerWidth < 700 ? "none" : "medium");
  startAgain();
  for (const input of document.querySelectorAll("#ask :disabled")) input.disabled = false;
  $("said").focus();
}

function attach() {
  $("microphone").hidden = !Recognition;
  $("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    if ($("said").value.trim()) say($("said").value);
  });
  for (const button of document.querySelectorAll("[data-say]")) {
    button.addEventListener("click", () => say(button.dataset.say));
  }
  $("silence").addEventListener("click", () => turn({ said: "" }));
  $("hush").addEventListener("click", hush);
  $("microphone").addEventListener("click", listen);
  $("copy").addEventListener("click", copyDialogue);
  $("locale").addEventListener("change", startAgain);
  $("screen").addEventListener("change", startAgain);
}

attach();
begin();
