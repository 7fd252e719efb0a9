/* How the rows of a figure become drawings, in a page and in files. */
const w2sFigures = (() => {
  "use strict";

  // Students take the palette's colours in order; the others have one of their own.
  function colours(series, colour) {
    const palette = Array.from({length: 10}, (_, i) => colour("series-" + i));
    let used = 0;
    return series.map(one =>
      one.kind === "student" ? palette[used++ % palette.length] : colour(one.kind));
  }

  function filled(node, values) {
    if (typeof node === "string") return node in values ? values[node] : node;
    if (Array.isArray(node)) return node.map(item => filled(item, values));
    if (node === null || typeof node !== "object") return node;
    return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, filled(item, values)]));
  }

  // The values of a field, each once, in the order of the rows.
  const values = (rows, field) => [...new Set(rows.map(row => row[field]))];

  const panels = figure => figure.panels ? values(figure.rows, figure.panels) : [""];

  // What is shown at first of what can be chosen.
  const chosen = figure => new Set(figure.choice ? figure.choice.chosen : []);

  function rows(figure, panel, shown) {
    const {choice} = figure;
    return figure.rows.filter(row =>
      (!figure.panels || row[figure.panels] === panel) &&
      (!choice || row[choice.field] === "" || shown.has(row[choice.field])));
  }

  function spec(figure, panel, shown, colour) {
    const own = filled(figure.spec, {
      "@series": figure.series.map(one => one.name), "@colours": colours(figure.series, colour),
      "@ink": colour("ink"), "@soft": colour("soft")
    });
    own.datasets = {rows: rows(figure, panel, shown)};
    return own;
  }

  function theme(colour, font) {
    const axis = {
      labelColor: colour("soft"), titleColor: colour("soft"), gridColor: colour("line"),
      domainColor: colour("soft"), tickColor: colour("line"),
      labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", titlePadding: 8
    };
    return {
      font, background: colour("back"), aria: false,
      view: {stroke: null}, axis, rule: {color: colour("ink")}, tick: {color: colour("ink")}
    };
  }

  return {colours, panels, chosen, rows, spec, theme};
})();
