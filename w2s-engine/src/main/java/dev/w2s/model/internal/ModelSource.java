package dev.w2s.model.internal;

import dev.w2s.hub.HubAddress;
import dev.w2s.model.Catalogue;
import dev.w2s.model.CatalogueEntry;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Suggestion;
import dev.w2s.study.Pooling;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a model comes from.
public sealed interface ModelSource {
  /// A file or folder within a jar of a Maven repository.
  ///
  /// @param pooling what the catalogue says; empty where the files themselves have to
  record Maven(
      String group, String artifact, String version, String path, Optional<Pooling> pooling)
      implements ModelSource {}

  /// A repository of the hub.
  record Hub(HubAddress address) implements ModelSource {}

  /// A folder in the published layout, or an ONNX file.
  record Local(Path path) implements ModelSource {}

  /// Reads a short name of the catalogue or a URI.
  ///
  /// @throws BadInputException where it is neither
  static ModelSource parse(String source) {
    Optional<CatalogueEntry> entry = Catalogue.find(source);
    if (entry.isPresent()) {
      return maven(entry.get().source(), Optional.of(entry.get().pooling()));
    }
    if (source.startsWith("mvn:")) {
      return maven(source, Optional.empty());
    }
    if (source.startsWith(HubAddress.SCHEME)) {
      return hub(HubAddress.parse(source));
    }
    if (source.startsWith("file:")) {
      return local(source);
    }
    throw new BadInputException("there is no model '%s'; %s".formatted(source, hint(source)));
  }

  private static String hint(String source) {
    return Suggestion.nearest(source, Sources.NAMES)
        .map(name -> "did you mean '" + name + "'?")
        .orElse("a model is " + Sources.KNOWN);
  }

  private static ModelSource maven(String source, Optional<Pooling> pooling) {
    Matcher parts = Sources.MAVEN.matcher(source);
    if (!parts.matches()) {
      throw new BadInputException(
          "'"
              + source
              + "' is not a model's place in a Maven repository; "
              + Sources.MAVEN_FORM
              + " is needed");
    }
    return new Maven(parts.group(1), parts.group(2), parts.group(3), parts.group(4), pooling);
  }

  private static ModelSource hub(HubAddress address) {
    if (address.kind() != HubAddress.Kind.MODEL || !address.path().isEmpty()) {
      throw new BadInputException(
          "'" + address + "' is not a model of the hub; " + HubAddress.MODEL_FORM + " is needed");
    }
    return new Hub(address);
  }

  private static ModelSource local(String source) {
    try {
      String path = source.substring("file:".length());
      return new Local(Path.of(path.startsWith("///") ? path.substring(2) : path));
    } catch (InvalidPathException e) {
      throw new BadInputException("'" + source + "' is not a path: " + e.getReason());
    }
  }

  /// What sources look like.
  final class Sources {
    private static final String MAVEN_FORM = "mvn:group:artifact:version!/path";
    private static final Pattern MAVEN =
        Pattern.compile("mvn:([\\w.-]+):([\\w.-]+):([\\w.+-]+)!/((?:(?!\\.\\.)[\\w. /+-])*)");
    private static final List<String> NAMES =
        Catalogue.entries().stream().map(CatalogueEntry::name).toList();
    private static final String KNOWN =
        "one of "
            + NAMES
            + ", or "
            + MAVEN_FORM
            + ", or "
            + HubAddress.MODEL_FORM
            + ", or file:folder with config.json, weights in safetensors, and tokenizer.json or vocab.txt";

    private Sources() {}
  }
}
