// Holds conversations with a skill over HTTP through virtual-alexa, a device that we
// did not write. It reads JSON on standard input and writes JSON on standard output:
//
//   in:  {url, model, locale, conversations: [[turn, ...], ...]}
//        a turn is {say, otherwise: {intent, slots}} or {end: reason}
//   out: [[{how, request, response}, ...], ...]; `how` is "utter", "intend" or "end"
//
// Its limits, worked round here:
// - "tell" or "open" anywhere in an utterance makes it launch the skill, and only
//   "ask … to …" is understood as a question in one breath;
// - an utterance that no sample matches is an error, where Alexa would send a fallback.
// Such turns are sent as the intent under `otherwise`.
"use strict";

const { VirtualAlexa } = require("virtual-alexa");

const LAUNCH_WORD = /ask|open|launch|talk to|tell/i; // as virtual-alexa has it

async function turn(alexa, { say, otherwise, end }) {
  if (end) {
    return { how: "end", response: await alexa.endSession(end) };
  }
  if (!otherwise || !LAUNCH_WORD.test(say)) {
    try {
      return { how: "utter", response: await alexa.utter(say) };
    } catch (error) {
      if (!otherwise || !String(error).includes("Unable to match utterance")) throw error;
    }
  }
  const { intent, slots } = otherwise;
  return { how: "intend", response: await alexa.intend(intent, slots) };
}

async function converse({ url, model, locale }, turns) {
  const alexa = VirtualAlexa.Builder()
    .interactionModelFile(model)
    .skillURL(url)
    .locale(locale)
    .create();
  let request;
  alexa.filter((sent) => { request = sent; });
  const heard = [];
  for (const one of turns) {
    heard.push({ ...(await turn(alexa, one)), request });
  }
  return heard;
}

async function main() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const task = JSON.parse(Buffer.concat(chunks));
  const heard = [];
  for (const turns of task.conversations) heard.push(await converse(task, turns));
  process.stdout.write(JSON.stringify(heard));
}

main().catch((error) => { console.error(error); process.exitCode = 1; });
