package dev.w2s.hub.internal;

import dev.w2s.hub.HubAddress;
import dev.w2s.problem.FailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the hub says of a revision.
///
/// @param commit 40 digits
/// @param names of all files, with folders
public record Listing(String commit, List<String> names) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  public Listing {
    names = List.copyOf(names);
  }

  /// Reads the answer of `/api/{kind}/{repository}/revision/{revision}`.
  static Listing of(byte[] json, HubAddress address) {
    try {
      JsonNode root = JSON.readTree(json);
      String commit = root.path("sha").asString("");
      if (COMMIT.matcher(commit).matches() && root.path("siblings").isArray()) {
        return new Listing(commit, names(root.path("siblings"), address));
      }
    } catch (JacksonException e) {
      throw notTheHub(address, e);
    }
    throw notTheHub(address, new IOException("no sha, or no siblings"));
  }

  /// Names of branches and tags, of the answer of `/api/{kind}/{repository}/refs`.
  static List<String> revisions(byte[] json) {
    JsonNode root = JSON.readTree(json);
    List<String> names = new ArrayList<>();
    for (String kind : List.of("branches", "tags")) {
      root.path(kind).forEach(ref -> names.add(ref.path("name").asString("")));
    }
    return names;
  }

  /// A name that leads out of its folder does not come from the hub.
  private static List<String> names(JsonNode siblings, HubAddress address) {
    List<String> names =
        StreamSupport.stream(siblings.spliterator(), false)
            .map(sibling -> sibling.path("rfilename").asString(""))
            .sorted()
            .toList();
    for (String name : names) {
      if (!HubAddress.isInside(name)) {
        throw new FailedException(address + " names a file that leads out of its folder: " + name);
      }
    }
    return names;
  }

  private static FailedException notTheHub(HubAddress address, Exception cause) {
    return new FailedException(
        "the answer for " + address + " is not the hub's; is HF_ENDPOINT a mirror of the hub?",
        cause);
  }
}
