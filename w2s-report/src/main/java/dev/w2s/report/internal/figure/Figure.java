package dev.w2s.report.internal.figure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A figure of a report. The page draws it from its rows, which a reader can look at and save.
///
/// @param id unique on the page, `[a-z-]+`; names the drawing, `id.json` among the resources
/// @param title short heading
/// @param caption what is shown and how, in a sentence or two
/// @param panels the field of the rows by whose values the figure is cut into panels; empty for one
/// @param descriptions of each panel in words, for those who do not see it; by the panel's value,
///   that of a single panel by the empty text
/// @param series what is told apart by colour, in order
/// @param choice which rows a reader can choose; empty for none
/// @param rows what is drawn: objects with the same fields
public record Figure(
    String id,
    String title,
    String caption,
    Optional<String> panels,
    Map<String, String> descriptions,
    List<Series> series,
    Optional<Choice> choice,
    ArrayNode rows) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public Figure {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(caption, "caption");
    Objects.requireNonNull(panels, "panels");
    Objects.requireNonNull(choice, "choice");
    descriptions = Map.copyOf(descriptions);
    series = List.copyOf(series);
    if (!id.matches("[a-z-]+")) {
      throw new IllegalArgumentException("a figure's id is made of a-z and - but was " + id);
    }
  }

  /// What has a colour of its own.
  ///
  /// @param kind which colour: `weak`, `student`, `ceiling`, `better`, `unclear`, `worse`
  public record Series(String name, String kind) {}

  /// Rows that are shown or not, by one of their fields. Rows in which it is empty are always
  /// shown.
  ///
  /// @param field of the rows
  /// @param several whether more than one can be shown at a time
  /// @param names all that can be chosen, in order
  /// @param chosen those that are shown at first
  public record Choice(String field, boolean several, List<String> names, List<String> chosen) {
    public Choice {
      names = List.copyOf(names);
      chosen = List.copyOf(chosen);
    }
  }

  /// Whether there is nothing to draw.
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /// Figures as text that may stand in a script element of a page.
  public static String script(List<Figure> figures) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    figures.forEach(figure -> all.add(figure.json()));
    return all.toString().replace("<", "\\u003c");
  }

  /// All that it is drawn from.
  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", id);
    panels.ifPresent(field -> node.put("panels", field));
    ObjectNode words = node.putObject("descriptions");
    descriptions.forEach(words::put);
    ArrayNode colours = node.putArray("series");
    series.forEach(one -> colours.addObject().put("name", one.name()).put("kind", one.kind()));
    choice.ifPresent(of -> choice(node.putObject("choice"), of));
    node.set("spec", spec());
    node.set("rows", rows);
    return node;
  }

  private static void choice(ObjectNode node, Choice choice) {
    node.put("field", choice.field());
    node.put("several", choice.several());
    choice.names().forEach(node.putArray("names")::add);
    choice.chosen().forEach(node.putArray("chosen")::add);
  }

  private JsonNode spec() {
    return MAPPER.readTree(PageResource.text("figure/" + id + ".json"));
  }
}
