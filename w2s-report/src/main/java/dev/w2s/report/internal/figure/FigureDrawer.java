package dev.w2s.report.internal.figure;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import dev.w2s.report.internal.figure.DrawnPanels.Panel;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Dimension2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Draws figures where there is no browser, by the same libraries and from the same rows as a page
/// does, in light colours and as the page first shows them. It takes seconds until it can draw the
/// first: the libraries are interpreted.
public final class FigureDrawer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PANEL_WIDTH = 400;

  /// Pixels of a picture for each of the drawing, so that it can be printed.
  private static final int FINENESS = 2;

  /// What the libraries ask of a browser: copies of plain data, nothing done later, and how wide a
  /// text is.
  private static final String BROWSER =
      """
      globalThis.structuredClone = data => data === undefined ? data : JSON.parse(JSON.stringify(data));
      globalThis.setTimeout = task => { task(); return 0; };
      globalThis.clearTimeout = () => {};
      globalThis.document = {createElement: () => ({getContext: () => ({
        font: "", measureText(text) { return {width: textWidth(String(text), this.font)}; }
      })})};
      """;

  private final Map<String, String> colours = PageResource.colours();
  private final Context scripts;

  private FigureDrawer(Context scripts) {
    this.scripts = scripts;
  }

  /// Loads what draws.
  public static FigureDrawer open() {
    Context scripts =
        Context.newBuilder("js").option("engine.WarnInterpreterOnly", "false").build();
    try {
      return loaded(scripts);
    } catch (RuntimeException | Error e) {
      scripts.close();
      throw e;
    }
  }

  private static FigureDrawer loaded(Context scripts) {
    ProxyExecutable widths = words -> TextWidths.of(words[0].asString(), words[1].asString());
    scripts.getBindings("js").putMember("textWidth", widths);
    load(scripts, "browser", BROWSER);
    load(scripts, "vega", PageResource.script("vega"));
    load(scripts, "vega-lite", PageResource.script("vega-lite"));
    load(scripts, "figures", PageResource.text("figures.js"));
    load(scripts, "pictures", PageResource.text("pictures.js"));
    return new FigureDrawer(scripts);
  }

  private static void load(Context scripts, String name, String script) {
    scripts.eval(Source.newBuilder("js", script, name).buildLiteral());
  }

  /// A figure as a file of SVG.
  ///
  /// @throws RuntimeException where it cannot be drawn, here or anywhere
  public String svg(Figure figure) {
    return FigureSheet.of(figure, panels(figure), colour("ink"), colour("back"));
  }

  private DrawnPanels panels(Figure figure) {
    JsonNode told;
    try {
      told = drawn(figure);
    } catch (PolyglotException e) {
      throw new UndrawableException(figure, String.valueOf(e.getMessage()));
    }
    if (!told.get("errors").isEmpty()) {
      throw new UndrawableException(figure, told.get("errors").get(0).asString());
    }
    return new DrawnPanels(keys(told.get("keys")), panels(figure, told.get("panels")));
  }

  private JsonNode drawn(Figure figure) {
    Value pictures = scripts.eval("js", "w2sPictures");
    // What is drawn is there when the call returns: until then its promises are kept.
    Value drawn =
        pictures.invokeMember(
            "draw",
            figure.json().toString(),
            JSON.writeValueAsString(colours),
            TextWidths.FAMILY,
            PANEL_WIDTH);
    return JSON.readTree(drawn.execute().asString());
  }

  private static List<DrawnPanels.Key> keys(JsonNode nodes) {
    return nodes
        .valueStream()
        .map(
            node -> new DrawnPanels.Key(node.get("name").asString(), node.get("colour").asString()))
        .toList();
  }

  private static List<Panel> panels(Figure figure, JsonNode nodes) {
    return nodes.valueStream().map(node -> panel(figure, node)).toList();
  }

  private static Panel panel(Figure figure, JsonNode node) {
    if (!node.has("svg")) {
      throw new UndrawableException(figure, "a panel was not done when it should have been");
    }
    return new Panel(node.get("name").asString(), node.get("svg").asString());
  }

  private String colour(String name) {
    return Objects.requireNonNull(colours.get(name), name);
  }

  /// A file of SVG as PNG, in twice as many pixels each way.
  public static byte[] png(String svg) {
    SVGDocument document =
        Objects.requireNonNull(
            new SVGLoader()
                .load(
                    new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)),
                    null,
                    LoaderContext.createDefault()),
            "svg");
    Dimension2D size = document.size();
    BufferedImage picture =
        new BufferedImage(
            (int) Math.ceil(FINENESS * size.getWidth()),
            (int) Math.ceil(FINENESS * size.getHeight()),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(FINENESS, FINENESS);
    document.render((Component) null, graphics, null);
    graphics.dispose();
    return encoded(picture);
  }

  private static byte[] encoded(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    scripts.close();
  }
}
