// Shows APL with Amazon's own view host, as a device would, and says what is touched.
// The page around it talks to it by messages; `make screens` calls `showScreen` itself.
"use strict";

const FONTS = ["amazon-ember-display", "Bookerly"];
const LOOK_ALIKES = ["Liberation Sans", "Arial", "DejaVu Sans"];
const WEIGHTS = [100, 200, 300, 400, 500, 600, 700, 800, 900];

const stage = document.getElementById("stage");
// The engine has to be asked for in the very turn in which its script ran.
const engine = window.AplRenderer ? AplRenderer.initEngine() : null;
let renderer = null;
let content = null;

// The view host asks Amazon for its fonts. Faces of the same names from this machine,
// declared after its own, are used instead; the page's policy refuses the others.
function lendFonts() {
  const local = LOOK_ALIKES.flatMap((name) => [`local("${name}")`]).join(", ");
  const bold = LOOK_ALIKES.map((name) => `local("${name} Bold")`).join(", ");
  const faces = FONTS.flatMap((family) =>
    WEIGHTS.map(
      (weight) =>
        `@font-face { font-family: "${family}"; font-weight: ${weight};` +
        ` src: ${weight >= 600 ? bold : local}; }`,
    ),
  );
  const style = document.createElement("style");
  style.textContent = faces.join("\n");
  document.head.append(style);
}

function withScale(document_, scale) {
  if (scale === 1) return document_;
  const [first, ...others] = document_.resources;
  return {
    ...document_,
    resources: [{ ...first, numbers: { ...first.numbers, scale } }, ...others],
  };
}

async function showScreen(directive, viewport, scale = 1) {
  await engine;
  if (renderer) renderer.destroy();
  if (content) content.delete(); // the engine's memory is its own; nothing collects it
  stage.replaceChildren();
  const view = document.createElement("div");
  stage.append(view);
  const document_ = withScale(directive.document, scale);
  content = AplRenderer.Content.create(JSON.stringify(document_));
  for (const [name, data] of Object.entries(directive.datasources)) {
    content.addData(name, JSON.stringify(data));
  }
  if (content.isError()) throw new Error("the view host refuses this document");
  renderer = AplRenderer.default.create({
    content,
    view,
    environment: {
      agentName: "desk",
      agentVersion: "1.0",
      allowOpenUrl: false,
      disallowVideo: true,
    },
    viewport: {
      width: viewport.pixels[0],
      height: viewport.pixels[1],
      dpi: viewport.dpi,
      isRound: viewport.shape === "ROUND",
      shape: viewport.shape,
    },
    mode: viewport.mode,
    theme: "light",
    onSendEvent: (event) => parent.postMessage({ touched: event.arguments }, location.origin),
    onRequestGraphic: async () => undefined,
    utcTime: Date.now(),
    localTimeAdjustment: 0,
  });
  await renderer.init();
  lendFonts();
}

async function fit(message) {
  await showScreen(message.directive, message.viewport);
  const scale = Math.min(
    innerWidth / message.viewport.pixels[0],
    innerHeight / message.viewport.pixels[1],
  );
  stage.style.transform = `scale(${scale})`;
}

window.addEventListener("message", (event) => {
  if (event.origin === location.origin && event.data.directive) fit(event.data);
});
if (engine) engine.then(() => parent.postMessage({ ready: true }, location.origin));
