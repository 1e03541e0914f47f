// Checks APL documents with Amazon's own validator: a JSON list of them on standard
// input; a list of its findings for each on standard output.
"use strict";

const { StaticAplTemplateValidator } = require("apl-suggester");

let text = "";
process.stdin.on("data", (part) => (text += part));
process.stdin.on("end", async () => {
  const validator = new StaticAplTemplateValidator();
  const findings = [];
  for (const document of JSON.parse(text)) {
    const found = await validator.validate(document);
    findings.push(found.map(({ path, level, errorMessage }) => `${level} ${path}: ${errorMessage}`));
  }
  process.stdout.write(JSON.stringify(findings));
});
