// Measures what the view host has rendered; gives what is wrong and how large things are.
// Sizes come out in dp, `dense` pixels to one of them; a screen's data tell the roles.
({ screen, dense, round }) => {
  const stage = document.getElementById("stage");
  const glass = stage.firstElementChild.getBoundingClientRect();
  const SLACK = 1.5; // pixels, since the engine rounds
  const wrong = [];
  const texts = [];

  const roles = new Map();
  for (const text of screen.paragraphs || []) roles.set(text, "reading");
  if (screen.ask) roles.set(screen.ask, "reading");
  for (const { label } of screen.actions) roles.set(label, "label");
  if (screen.title) roles.set(screen.title, "title");
  if (screen.sign) roles.set(screen.sign, "sign");
  if (screen.number) roles.set(screen.number, "number");
  const expected = new Set([...roles.keys()]);

  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const color = (text) => text.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) =>
    [r, g, b]
      .map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const inside = (a, b) =>
    a.left >= b.left - SLACK && a.right <= b.right + SLACK &&
    a.top >= b.top - SLACK && a.bottom <= b.bottom + SLACK;

  const canvas = document.createElement("canvas").getContext("2d");
  function widestWord(text, style) {
    canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    return Math.max(...text.split(/[\s-]+/).map((word) => canvas.measureText(word).width));
  }

  function ground(element) {
    for (let at = element; at; at = at.parentElement) {
      const found = color(getComputedStyle(at).backgroundColor);
      if (found.length < 4 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  }

  // What cuts: everything that hides what is outside of it. A scroll view cuts at its
  // sides only, as far as its own content goes up and down.
  function cuts(element, rect, tell) {
    for (let at = element.parentElement; at && at !== stage; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "hidden") continue;
      const edge = at.getBoundingClientRect();
      if (at.classList.contains("scrollView")) {
        if (rect.left < edge.left - SLACK || rect.right > edge.right + SLACK) tell("cut at the side");
        return;
      }
      if (!inside(rect, edge)) return tell("cut");
    }
  }

  for (const line of stage.querySelectorAll("p")) {
    const text = plain(line.textContent);
    if (!text) continue;
    const tell = (what) => wrong.push(`${what}: "${text.slice(0, 40)}"`);
    const style = getComputedStyle(line);
    const rect = line.getBoundingClientRect();
    cuts(line, rect, tell);
    if (rect.height > line.parentElement.getBoundingClientRect().height + SLACK) tell("taller than its place");
    if (widestWord(text, style) > rect.width + SLACK) tell("a word is wider than its line");
    const role = [...roles].find(([known]) => plain(known) === text)?.[1] || "small";
    expected.forEach((known) => plain(known) === text && expected.delete(known));
    texts.push({
      text,
      role,
      size: parseFloat(style.fontSize) / dense,
      contrast: contrast(color(style.color), ground(line)),
    });
  }
  for (const missing of expected) wrong.push(`not shown: "${missing.slice(0, 40)}"`);

  for (const view of stage.querySelectorAll(".scrollView")) {
    const rect = view.getBoundingClientRect();
    if (!inside(rect, glass)) wrong.push("the page is larger than the screen");
    if (rect.height < glass.height / 3) wrong.push("there is hardly room to read");
    if (!round) continue;
    const [x, y] = [glass.left + glass.width / 2, glass.top + glass.height / 2];
    const pad = parseFloat(getComputedStyle(view.querySelector("[class^=apl]")).paddingLeft);
    const half = Math.max(x - rect.left - pad, 0);
    if (Math.hypot(half, y - rect.top) > glass.width / 2 + SLACK) wrong.push("cut by the round edge");
  }

  const touches = [...stage.querySelectorAll(".noSwipe")].filter((one) => one.querySelector("p"));
  if (touches.length !== screen.actions.length) wrong.push(`${touches.length} things to touch, not ${screen.actions.length}`);
  for (const touch of touches) {
    const plate = [...touch.querySelectorAll("div")].find((one) => color(getComputedStyle(one).backgroundColor)[3] !== 0);
    const { width, height } = plate.getBoundingClientRect();
    if (Math.min(width, height) / dense < 48) wrong.push("too small to touch");
  }
  if (Boolean(screen.drawing) !== Boolean(stage.querySelector("svg path"))) wrong.push("the drawing is missing, or none was wanted");
  return { wrong, texts };
}
