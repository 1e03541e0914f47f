"use strict";
// What the reviewer writes is kept in this browser, beside the fingerprint of the text
// it was written about: an approval does not outlive a change of the text.
const body = document.body;
const list = document.getElementById("topics");
const laidOut = [...list.children];
const cards = [...list.querySelectorAll(".topic")];
const control = (id) => document.getElementById(id);
const who = control("who");
const now = new Date();
const today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
const SIGNED = ["initials", "role", "date"];

function load() {
  try {
    return JSON.parse(localStorage.getItem(body.dataset.store)) || {};
  } catch {
    return {};
  }
}

function keep() {
  try {
    localStorage.setItem(body.dataset.store, JSON.stringify(kept));
  } catch {
    tell("This browser keeps nothing for this page: export before you close it.");
  }
}

function tell(message) {
  const status = control("status");
  status.textContent = message;
  status.hidden = !message;
}

const kept = { who: {}, topics: {}, ...load() };
const field = (place, name) => place.querySelector(`[name="${name}"]`);
const verdict = (card) => card.querySelector("[type=radio]:checked")?.value || null;

function written(card) {
  const text = (name) => field(card, name).value.trim();
  return {
    id: card.id,
    fingerprint: card.dataset.fingerprint,
    verdict: verdict(card),
    initials: text("initials"),
    role: text("role"),
    date: text("date") || null,
    disagree: field(card, "disagree").checked,
    comments: text("comments"),
  };
}

function show(card, saved) {
  const changed = saved.fingerprint !== card.dataset.fingerprint;
  for (const name of [...SIGNED, "comments"]) {
    const stale = changed && name !== "comments";
    field(card, name).value = stale ? "" : saved[name] || "";
  }
  field(card, "disagree").checked = saved.disagree;
  const chosen = card.querySelector(`[type=radio][value="${saved.verdict}"]`);
  if (chosen && !changed) chosen.checked = true;
  if (chosen && changed) {
    notice(card, "The text has changed since you reviewed it. Please look again.");
  }
}

function notice(card, message) {
  const line = card.querySelector(".notice");
  line.textContent = message;
  line.hidden = !message;
}

function sign(card) {
  for (const name of SIGNED) {
    if (!field(card, name).value) field(card, name).value = field(who, name).value;
  }
}

function save(card) {
  if (verdict(card)) sign(card);
  notice(card, "");
  kept.topics[card.id] = written(card);
  keep();
  count();
}

function count() {
  const done = cards.filter(verdict).length;
  control("progress").textContent = `${done} of ${cards.length} decided`;
}

function filter() {
  const section = control("only-section").value;
  const state = control("only-state").value;
  const mine = control("only-verdict").value;
  for (const card of cards) {
    card.hidden =
      (section && card.dataset.section !== section) ||
      (state && card.dataset.state !== state) ||
      (mine && (verdict(card) || "none") !== mine);
  }
  arrange();
}

function arrange() {
  const key = control("sort").value;
  const measured = key !== "section";
  const filtered = cards.some((card) => card.hidden);
  const order = measured
    ? [...cards].sort((a, b) => b.dataset[key] - a.dataset[key])
    : laidOut;
  list.append(...order);
  for (const part of laidOut.filter((one) => one.matches(".apart"))) {
    part.hidden = measured || filtered;
  }
  for (const head of list.querySelectorAll(".shelf")) {
    const section = head.id.slice("section-".length);
    const here = (card) => card.dataset.section === section && !card.hidden;
    head.hidden = measured || !cards.some(here);
  }
}

function unsigned() {
  return cards.find((card) => {
    const { verdict: decided, role, date } = written(card);
    return decided === "approve" && (!role || !date || date > today);
  });
}

function review() {
  const said = (one) => one.verdict || one.comments || one.disagree;
  return { locale: body.dataset.locale, topics: cards.map(written).filter(said) };
}

function exportFile() {
  cards.filter(verdict).forEach(save);
  const card = unsigned();
  if (card) {
    notice(card, "An approval needs a role, and a date that is not in the future.");
    tell("Not exported: an approval lacks its role or a date that is not in the future.");
    card.hidden = false;
    card.scrollIntoView();
    return;
  }
  const text = JSON.stringify(review(), null, 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = "review.json";
  link.click();
  tell(`Exported: ${review().topics.length} topics. Send review.json to whoever keeps the repository.`);
}

for (const name of SIGNED) field(who, name).value = kept.who[name] || "";
if (!field(who, "date").value) field(who, "date").value = today;
for (const card of cards) {
  if (kept.topics[card.id]) show(card, kept.topics[card.id]);
  card.addEventListener("input", () => save(card));
}
who.addEventListener("input", (event) => {
  kept.who[event.target.name] = event.target.value;
  keep();
});
for (const id of ["only-section", "only-state", "only-verdict"]) {
  control(id).addEventListener("change", filter);
}
control("sort").addEventListener("change", arrange);
control("export").addEventListener("click", exportFile);
control("print").addEventListener("click", () => window.print());
const flags = [...document.querySelectorAll("details.flags")];
window.addEventListener("beforeprint", () => flags.forEach((one) => (one.open = true)));
window.addEventListener("afterprint", () => flags.forEach((one) => (one.open = false)));
count();
