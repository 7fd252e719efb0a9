// The page of a store: what it shows comes from the server's events, so that nothing is ever reloaded.
const WORDS = { o: "open", r: "running", p: "paused", f: "failed", d: "done" };
const RUNS = {
  running: "runs",
  finished: "finished",
  stopped: "was stopped",
  failed: "failed",
  died: "ended without a word: its process is gone",
  unknown: "no run of it is known",
};
// A graph of more steps than this is a list: its lines could not be told apart.
const MOST_NODES = 150;
const MOST_ROWS = 300;
const WIDTH = 250, HEIGHT = 52, NODE_WIDTH = 208, NODE_HEIGHT = 42, MARGIN = 10;

const byId = (id) => document.getElementById(id);
let plan = null;
let progress = null;
let nodes = [];
let events = null;
let chosenStep = null;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function drawn(name, attributes = {}, text = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

function number(value) {
  return Number.isInteger(value) ? value.toLocaleString("en") : String(Number(value.toPrecision(4)));
}

// ---- studies

function chosen() {
  return decodeURIComponent(location.hash.slice(1));
}

function showStudies({ problem, studies }) {
  byId("link").textContent = problem || "live";
  byId("empty").hidden = studies.length > 0;
  const name = chosen();
  byId("studies").replaceChildren(...studies.map((study) => {
    const link = element("a", { href: "#" + study.name }, study.name,
      element("small", {}, `${study.done} of ${study.steps} steps, ${RUNS[study.run].split(";")[0]}`));
    if (study.name === name) link.setAttribute("aria-current", "page");
    return element("li", {}, link);
  }));
  if (!name && studies.length > 0) {
    const first = studies.find((study) => study.run === "running") || studies[0];
    location.replace("#" + first.name);
  }
}

function connect() {
  if (events) events.close();
  events = new EventSource("api/events?study=" + encodeURIComponent(chosen()));
  events.addEventListener("studies", (event) => showStudies(JSON.parse(event.data)));
  events.addEventListener("progress", (event) => {
    if (event.data) showProgress(JSON.parse(event.data));
  });
  events.onerror = () => { byId("link").textContent = "the server does not answer; trying again"; };
}

async function loadPlan() {
  const name = chosen();
  if (!name) return;
  const answer = await fetch("api/studies/" + encodeURIComponent(name));
  if (!answer.ok || name !== chosen()) return;
  const known = plan;
  plan = await answer.json();
  byId("study").hidden = false;
  // Asked for twice, it must not take away what was chosen in between.
  if (known && known.name === plan.name && alike(known.steps, plan.steps)) {
    if (progress) showProgress(progress);
    return;
  }
  byId("step").hidden = true;
  chosenStep = null;
  byId("name").textContent = plan.name;
  byId("about").textContent = `${plan.task}; weak: ${plan.weak}; strong: ${plan.strong}`;
  document.title = plan.name + " - W2S";
  layOut();
  if (progress) showProgress(progress);
}

function alike(steps, others) {
  return steps.length === others.length && steps.every((step, index) => step.key === others[index].key);
}

// ---- one study

function showProgress(next) {
  progress = next;
  if (!plan || plan.steps.length !== next.states.length) {
    loadPlan();
    return;
  }
  const run = byId("run");
  run.className = next.run;
  run.textContent = "The study " + RUNS[next.run] + (next.runner ? ` (${next.runner})` : "")
    + (next.message ? ": " + next.message : "") + afterwards(next);
  const stop = byId("stop");
  stop.hidden = next.run !== "running";
  stop.disabled = next.stopping;
  stop.textContent = next.stopping ? "Stopping" : "Stop at the next checkpoint";
  const goOn = byId("go-on");
  goOn.hidden = !next.restartable && next.restart !== "starting";
  goOn.disabled = next.restart === "starting";
  goOn.textContent = goOn.disabled ? "Starting" : "Go on";
  const report = byId("report");
  report.hidden = !next.report;
  report.href = `reports/${plan.name}/report.html`;
  const done = [...next.states].filter((state) => state === "d").length;
  byId("done").max = next.states.length;
  byId("done").value = done;
  byId("count").textContent = `${number(done)} of ${number(next.states.length)} steps`;
  byId("legend").textContent = Object.entries(WORDS)
    .map(([state, word]) => [word, [...next.states].filter((one) => one === state).length])
    .filter(([, count]) => count > 0).map(([word, count]) => `${number(count)} ${word}`).join(", ");
  showNow(next.flying);
  if (nodes.length > 0) nodes.forEach(([index, node]) => paint(node, index));
  if (plan.steps.length > MOST_NODES) listSteps();
  if (chosenStep !== null) showStep(chosenStep);
}

// What can be done about a run that ended early, and what became of it.
function afterwards({ run, restartable, restart }) {
  if (restart && restart !== "starting") return "; it " + restart;
  return ["stopped", "died"].includes(run) && !restartable && !restart ? "; w2s run goes on with it" : "";
}

function showNow(flying) {
  const title = (key) => (plan.steps.find((step) => step.key === key) || { title: key.slice(0, 12) }).title;
  byId("now").replaceChildren(...(flying.length === 0 ? [element("p", { class: "soft" }, "No step is being computed.")] : flying.map((one) => {
    const bar = element("progress", { "aria-label": "Rows done of " + title(one.key), max: Math.max(1, one.of) });
    if (one.of > 0) bar.value = one.done;
    const left = one.rate > 0 ? `, about ${time((one.of - one.done) / one.rate)} left` : "";
    const box = element("div", { class: "flying" }, element("h4", {}, title(one.key)),
      element("div", { class: "bar" }, bar, element("span", { class: "numbers" }, `${number(one.done)} of ${number(one.of)} rows`)),
      element("p", { class: "numbers soft" },
        `${one.detail ? one.detail + ", " : ""}${number(one.rate)} rows a second${left}`));
    if (one.losses.length > 1) box.append(curve(one.losses, "rows", title(one.key)));
    return box;
  })));
}

function time(seconds) {
  if (seconds < 90) return Math.round(seconds) + " s";
  return seconds < 5400 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 360) / 10 + " h";
}

function curve(points, unit, title) {
  const width = 640, height = 220, left = 76, bottom = 34, top = 8;
  const xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
  const maxX = Math.max(...xs), minX = Math.min(...xs), maxY = Math.max(...ys), minY = Math.min(...ys);
  const x = (value) => left + (width - left - 8) * (value - minX) / (maxX - minX || 1);
  const y = (value) => top + (height - top - bottom) * (1 - (value - minY) / (maxY - minY || 1));
  const svg = drawn("svg", { class: "curve", viewBox: `0 0 ${width} ${height}`, role: "img",
    "aria-label": `Loss of ${title}: from ${number(ys[0])} to ${number(ys.at(-1))} over ${number(maxX)} ${unit}` });
  svg.append(
    drawn("path", { class: "frame", d: `M${left} ${top}V${height - bottom}H${width - 8}` }),
    drawn("text", { x: left - 6, y: top + 12, "text-anchor": "end" }, maxY > minY ? number(maxY) : ""),
    drawn("text", { x: left - 6, y: height - bottom, "text-anchor": "end" }, number(minY)),
    drawn("text", { x: 4, y: height / 2 }, "loss"),
    drawn("text", { x: left, y: height - 8 }, number(minX)),
    drawn("text", { x: width - 8, y: height - 8, "text-anchor": "end" }, `${number(maxX)} ${unit}`),
    drawn("path", { class: "loss", d: "M" + points.map(([px, py]) => `${x(px).toFixed(1)} ${y(py).toFixed(1)}`).join("L") }));
  return svg;
}

// ---- the steps

function paint(node, index) {
  const state = progress ? progress.states[index] : "o";
  node.className = "node " + state;
  node.querySelector("b").textContent = WORDS[state];
}

function stepNode(index) {
  const step = plan.steps[index];
  const node = element("button", { type: "button", class: "node" },
    element("span", { class: "label" }, element("b", {}, ""), " " + step.title));
  node.title = step.title;
  node.addEventListener("click", () => { chosenStep = index; showStep(index); byId("step").scrollIntoView({ block: "nearest" }); });
  paint(node, index);
  return node;
}

function layOut() {
  const box = byId("plan");
  nodes = [];
  box.replaceChildren();
  box.className = "";
  if (plan.steps.length > MOST_NODES) {
    listSteps();
    return;
  }
  const depth = [], filled = [], places = [];
  plan.steps.forEach((step, index) => {
    depth[index] = Math.max(0, ...step.needs.map((need) => depth[need] + 1));
    const row = filled[depth[index]] = (filled[depth[index]] ?? -1) + 1;
    places[index] = { left: MARGIN + depth[index] * WIDTH, top: MARGIN + row * HEIGHT };
  });
  const svg = drawn("svg", { "aria-hidden": "true",
    width: filled.length * WIDTH + MARGIN, height: (Math.max(...filled) + 1) * HEIGHT + MARGIN });
  const sheet = element("div", {});
  sheet.style.cssText = `width:${svg.getAttribute("width")}px;height:${svg.getAttribute("height")}px`;
  box.append(svg, sheet);
  const edges = [];
  plan.steps.forEach((step, index) => step.needs.forEach((need) => {
    const from = places[need], to = places[index];
    const x1 = from.left + NODE_WIDTH, y1 = from.top + NODE_HEIGHT / 2, x2 = to.left, y2 = to.top + NODE_HEIGHT / 2;
    const edge = drawn("path", { d: `M${x1} ${y1}C${x1 + 24} ${y1} ${x2 - 24} ${y2} ${x2} ${y2}` });
    svg.append(edge);
    edges.push([need, index, edge]);
  }));
  plan.steps.forEach((step, index) => {
    const node = stepNode(index);
    node.style.left = places[index].left + "px";
    node.style.top = places[index].top + "px";
    const near = (on) => edges.filter(([from, to]) => from === index || to === index)
      .forEach(([, , edge]) => edge.classList.toggle("near", on));
    for (const event of ["mouseenter", "focus"]) node.addEventListener(event, () => near(true));
    for (const event of ["mouseleave", "blur"]) node.addEventListener(event, () => near(false));
    sheet.append(node);
    nodes.push([index, node]);
  });
}

// Of a long study those steps that are not done yet, and not all of them.
function listSteps() {
  const box = byId("plan");
  const shown = document.activeElement && box.contains(document.activeElement) ? null
    : plan.steps.map((_, index) => index).filter((index) => !progress || progress.states[index] !== "d").slice(0, MOST_ROWS);
  if (shown === null) return;
  box.className = "rows";
  nodes = shown.map((index) => [index, stepNode(index)]);
  const rest = plan.steps.length - shown.length;
  box.replaceChildren(...nodes.map(([, node]) => node),
    element("p", { class: "soft" }, rest > 0 ? `and ${number(rest)} more, done or later` : ""));
}

async function showStep(index) {
  const step = plan.steps[index];
  const state = progress ? progress.states[index] : "o";
  byId("step").hidden = false;
  byId("step-title").textContent = step.title;
  byId("step-state").textContent = `${step.kind}, ${WORDS[state]}`
    + (step.needs.length > 0 ? `; needs: ${step.needs.map((need) => plan.steps[need].title).join("; ")}` : "");
  if (byId("step").dataset.shown === step.key + state) return;
  byId("step").dataset.shown = step.key + state;
  const answer = await fetch("api/steps/" + step.key);
  if (!answer.ok || chosenStep !== index) return;
  const result = await answer.json();
  const points = (result.curve || []).map((point) => [point.step, point.loss]);
  byId("step-curve").replaceChildren(...(points.length > 1 ? [curve(points, "steps", step.title)] : []));
  const facts = [["key", step.key], ...Object.entries(result.facts || {}).map(([name, value]) => [name, number(value)]),
    ...Object.entries(result.provenance || {}).filter(([name, value]) => name !== "title" && value !== "")];
  byId("step-facts").replaceChildren(...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

// ---- what is done by hand

for (const order of ["stop", "go-on"]) {
  byId(order).addEventListener("click", async () => {
    byId(order).disabled = true;
    const answer = await fetch(`api/studies/${plan.name}/${order}`, { method: "POST" });
    if (!answer.ok) byId("run").textContent = await answer.text();
  });
}

addEventListener("hashchange", () => {
  plan = null;
  progress = null;
  connect();
  loadPlan();
  byId("main").focus({ preventScroll: true });
});

connect();
loadPlan();
