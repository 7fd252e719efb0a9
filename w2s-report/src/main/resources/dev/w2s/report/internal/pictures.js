/* Draws the panels of a figure where there is no page: what a browser would give is given by Java. */
const w2sPictures = (() => {
  "use strict";

  // A figure in its light colours: what its colours mean, and each panel as SVG.
  function draw(text, colourText, font, width) {
    const figure = JSON.parse(text);
    const known = JSON.parse(colourText);
    const colour = name => known[name];
    const shown = w2sFigures.chosen(figure);
    const shades = w2sFigures.colours(figure.series, colour);
    const choosable = new Set(figure.choice ? figure.choice.names : []);
    const drawn = {panels: [], errors: []};
    drawn.keys = figure.series
      .map((one, i) => ({name: one.name, colour: shades[i]}))
      .filter(key => !choosable.has(key.name) || shown.has(key.name));
    for (const name of w2sFigures.panels(figure)) {
      const own = w2sFigures.spec(figure, name, shown, colour);
      const panel = {name};
      drawn.panels.push(panel);
      const config = w2sFigures.theme(colour, font);
      const {spec} = vegaLite.compile({...own, width}, {config, logger: vega.logger(vega.Error)});
      new vega.View(vega.parse(spec), {renderer: "none", logLevel: vega.Error})
        .toSVG()
        .then(svg => { panel.svg = svg; }, error => drawn.errors.push(String(error)));
    }
    return drawn;
  }

  return {draw: (...all) => { const drawn = draw(...all); return () => JSON.stringify(drawn); }};
})();
