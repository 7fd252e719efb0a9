package dev.w2s.yaml;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Makes a tree of nodes of a YAML text, or says why it cannot.
final class NodeReader {
  /// The composer recurses, so that a text of brackets alone would exhaust the stack.
  private static final int DEEPEST = 32;

  private static final int MOST_ALIASES = 50;

  private final Path file;
  private final String text;

  NodeReader(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  MappingNode read() {
    Node root = compose();
    if (root instanceof MappingNode map) {
      return map;
    }
    String kind = YamlValue.kind(root);
    throw bad(Place.of(root), "the file must hold 'key: value' lines but holds " + kind);
  }

  private Node compose() {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file.toString())
            .setAllowDuplicateKeys(true)
            .setAllowNonScalarKeys(true)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .build();
    try {
      checkShape(settings);
      return new Compose(settings)
          .composeString(text)
          .orElseThrow(() -> new BadInputException(Problem.in(file, "the file is empty")));
    } catch (MarkedYamlEngineException e) {
      throw bad(e);
    } catch (ReaderException e) {
      throw bad(place(e.getPosition()), character(e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw new BadInputException(Problem.in(file, notYaml(String.valueOf(e.getMessage()))));
    } catch (IllegalArgumentException e) {
      // The scanner hands any eight digits of an escape to the JDK, which refuses those that are no
      // character.
      throw new BadInputException(
          Problem.in(
              file, notYaml("an escape in a quoted text is no character: " + e.getMessage())));
    }
  }

  private void checkShape(LoadSettings settings) {
    int depth = 0;
    int documents = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      switch (event) {
        case CollectionStartEvent start -> depth++;
        case CollectionEndEvent end -> depth--;
        case DocumentStartEvent start -> documents++;
        default -> {}
      }
      if (depth > DEEPEST) {
        throw bad(place(event), "lists and maps lie more than " + DEEPEST + " deep in each other");
      }
      if (documents > 1) {
        throw bad(place(event), "a second document starts here; one file holds one");
      }
    }
  }

  private BadInputException bad(MarkedYamlEngineException e) {
    Place place = e.getProblemMark().or(e::getContextMark).map(Place::of).orElse(Place.START);
    return bad(
        place, tabAt(place) ? "a tab; YAML is indented with spaces" : notYaml(e.getProblem()));
  }

  private boolean tabAt(Place place) {
    return text.lines()
        .skip(place.line() - 1L)
        .findFirst()
        .filter(line -> place.column() <= line.length())
        .map(line -> line.charAt(place.column() - 1) == '\t')
        .orElse(false);
  }

  private static String notYaml(String reason) {
    return "not valid YAML: " + reason.strip().replaceAll("\\s+", " ");
  }

  private static String character(int codePoint) {
    return "the character U+%04X is not allowed in YAML".formatted(codePoint);
  }

  private static Place place(Event event) {
    return event.getStartMark().map(Place::of).orElse(Place.START);
  }

  private Place place(int codePoints) {
    int end =
        text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    String before = text.substring(0, end);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Place(line, before.length() - before.lastIndexOf('\n'));
  }

  private BadInputException bad(Place place, String message) {
    return new BadInputException(Problem.at(file, place.line(), place.column(), message));
  }
}
