package dev.w2s.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// The models that are known by a short name.
public final class Catalogue {
  private static final List<CatalogueEntry> ENTRIES = read();

  private Catalogue() {}

  /// All models, in the order in which they are shown.
  public static List<CatalogueEntry> entries() {
    return ENTRIES;
  }

  /// The model of that short name.
  public static Optional<CatalogueEntry> find(String name) {
    return ENTRIES.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  private static List<CatalogueEntry> read() {
    try (InputStream in =
        Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.json"))) {
      return List.of(JsonMapper.builder().build().readValue(in, CatalogueEntry[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
