/* Draws the figures of the page from the rows that it holds. */
(() => {
  "use strict";
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue("--" + name).trim();

  // A figure is one picture with one text, not a heap of marks.
  function tell(canvas, description) {
    ["role", "aria-roledescription", "aria-label"].forEach(name => canvas.removeAttribute(name));
    const svg = canvas.querySelector("svg");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", description);
    svg.querySelector("g").setAttribute("aria-hidden", "true");
  }

  function element(tag, attributes, text) {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    if (text !== undefined) made.textContent = text;
    return made;
  }

  class Drawing {
    constructor(figure) {
      this.figure = figure;
      this.place = document.getElementById(figure.id);
      this.chosen = w2sFigures.chosen(figure);
      this.views = [];
    }

    start() {
      this.controls();
      this.data();
      const names = w2sFigures.panels(this.figure);
      const grid = this.place.querySelector(".plots");
      this.panels = names.map(name => {
        const panel = element("div", {class: "plot"});
        if (name !== "") panel.append(element("p", {class: "panel"}, name));
        const canvas = element("div", {class: "canvas"});
        panel.append(canvas);
        grid.append(panel);
        return {name, canvas};
      });
      grid.classList.toggle("single", names.length === 1);
    }

    async draw() {
      this.views.forEach(result => result.finalize());
      this.views = [];
      const font = getComputedStyle(document.body).fontFamily;
      for (const {name, canvas} of this.panels) {
        const own = w2sFigures.spec(this.figure, name, this.chosen, colour);
        this.views.push(await vegaEmbed(canvas, own, {
          mode: "vega-lite", renderer: "svg", config: w2sFigures.theme(colour, font), actions: false, defaultStyle: false, logLevel: vega.Error,
          tooltip: {disableDefaultStyle: true}
        }));
        tell(canvas, this.figure.descriptions[name]);
      }
      this.keys();
    }

    update() {
      this.views.forEach((result, i) =>
        result.view.data("rows", w2sFigures.rows(this.figure, this.panels[i].name, this.chosen)).runAsync());
    }

    // What the colours mean; the same buttons choose what is shown.
    controls() {
      const {id, series, choice} = this.figure;
      const list = element("div", {class: "keys", role: "group", "aria-label": "Shown in this figure"});
      const choosable = new Set(choice ? choice.names : []);
      series.filter(one => !choosable.has(one.name)).forEach(one => list.append(this.key("span", one.name)));
      (choice ? choice.names : []).forEach(name => {
        const button = this.key("button", name);
        button.type = "button";
        button.setAttribute("aria-pressed", this.chosen.has(name));
        button.addEventListener("click", () => this.choose(name));
        list.append(button);
      });
      if (list.childElementCount > 0) this.place.querySelector(".plots").before(list);
      this.list = list;
    }

    key(tag, name) {
      const made = element(tag, {class: "key", "data-name": name});
      const coloured = this.figure.series.some(one => one.name === name);
      if (coloured) made.append(element("span", {class: "dot", "aria-hidden": "true"}));
      made.append(name);
      return made;
    }

    keys() {
      const {series} = this.figure;
      const shades = w2sFigures.colours(series, colour);
      series.forEach((one, i) => {
        const key = [...this.list.children].find(child => child.dataset.name === one.name);
        if (key) key.style.setProperty("--own", shades[i]);
      });
    }

    choose(name) {
      if (!this.figure.choice.several) this.chosen.clear();
      if (this.chosen.has(name)) this.chosen.delete(name);
      else this.chosen.add(name);
      this.list.querySelectorAll("button").forEach(button =>
        button.setAttribute("aria-pressed", this.chosen.has(button.dataset.name)));
      this.update();
    }

    // The rows as a table, made when it is first asked for, and as CSV.
    data() {
      const details = this.place.querySelector("details");
      details.addEventListener("toggle", () => {
        if (!details.querySelector("table")) details.append(this.table());
      });
      const does = {csv: () => this.saveRows(), svg: () => this.saveDrawings("svg"), png: () => this.saveDrawings("png")};
      details.querySelectorAll("button").forEach(button =>
        button.addEventListener("click", does[button.dataset.form]));
    }

    table() {
      const {rows} = this.figure;
      const names = Object.keys(rows[0]);
      const title = this.place.querySelector("figcaption").textContent;
      const scroll = element("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "Data: " + title});
      const table = element("table", {});
      const head = table.createTHead().insertRow();
      names.forEach(name => head.append(element("th", {scope: "col"}, name)));
      const body = table.createTBody();
      rows.forEach(row => {
        const line = body.insertRow();
        names.forEach(name => line.insertCell().append(shortened(row[name])));
      });
      scroll.append(table);
      return scroll;
    }

    saveRows() {
      const {id, rows} = this.figure;
      const names = Object.keys(rows[0]);
      const lines = [names, ...rows.map(row => names.map(name => row[name]))];
      const text = lines.map(line => line.map(quoted).join(",") + "\r\n").join("");
      const address = URL.createObjectURL(new Blob([text], {type: "text/csv"}));
      save(address, id + ".csv");
      URL.revokeObjectURL(address);
    }

    // A file for each panel, pictures in twice the pixels of the screen.
    async saveDrawings(form) {
      for (const [i, {view}] of this.views.entries()) {
        const name = (this.figure.id + " " + this.panels[i].name).trim().replace(/[^A-Za-z0-9]+/g, "-");
        save(await view.toImageURL(form, form === "png" ? 2 : 1), name + "." + form);
      }
    }
  }

  function save(address, name) {
    const link = element("a", {href: address, download: name});
    document.body.append(link);
    link.click();
    link.remove();
  }

  const shortened = value =>
    value === null ? "" : typeof value === "number" && !Number.isInteger(value) ? value.toFixed(4) : String(value);

  function quoted(value) {
    const text = value === null ? "" : String(value);
    return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  }

  const drawings = figures.map(figure => new Drawing(figure));
  drawings.forEach(drawing => drawing.start());

  // One after the other, so that the page can be read meanwhile. Later calls wait for earlier ones.
  let last = Promise.resolve();
  function drawAll() {
    last = last.then(async () => {
      for (const drawing of drawings) await drawing.draw();
      document.documentElement.dataset.drawn = "yes";
    });
  }
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
})();
