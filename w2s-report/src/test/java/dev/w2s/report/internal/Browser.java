package dev.w2s.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Opens pages in a Chromium without a window and asks them questions. Tests that need it are
/// skipped where there is none.
final class Browser {
  private static final List<String> USUAL =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");
  private static final List<String> QUIET =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--enable-logging=stderr",
          "--virtual-time-budget=30000");

  private final Path program;
  private final Path folder;

  private Browser(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /// @param folder for files that are not needed later
  static Browser in(Path folder) {
    Optional<Path> found =
        Stream.concat(Optional.ofNullable(System.getenv("CHROMIUM")).stream(), USUAL.stream())
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        found.isPresent(),
        "no Chromium was found: install one, or name it in the environment variable CHROMIUM");
    return new Browser(found.orElseThrow(), folder);
  }

  /// What a page says.
  ///
  /// @param answer what the script returned
  /// @param console lines that the page, or the browser because of it, wrote to the console
  record Said(JsonNode answer, List<String> console) {}

  /// Opens a page, waits until its figures are drawn, and runs a script.
  ///
  /// @param html the page
  /// @param dark whether the reader prefers dark pages
  /// @param width of the window in pixels
  /// @param script the body of an asynchronous function that returns something with a JSON form
  Said ask(String html, boolean dark, int width, String script)
      throws IOException, InterruptedException {
    Path page = folder.resolve("page.html");
    int end = html.lastIndexOf("</body>");
    Files.writeString(page, html.substring(0, end) + asking(script) + html.substring(end));
    Path output = folder.resolve("dom.html");
    Path errors = folder.resolve("errors.txt");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(QUIET);
    command.add("--user-data-dir=" + folder.resolve("profile"));
    command.add("--blink-settings=preferredColorScheme=" + (dark ? 0 : 1));
    command.add("--window-size=" + width + ",900");
    command.addAll(List.of("--dump-dom", page.toUri().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the browser ended").isTrue();
    List<String> console =
        Files.readAllLines(errors).stream().filter(line -> line.contains("CONSOLE")).toList();
    return new Said(answer(Files.readString(output)), console);
  }

  private static String asking(String script) {
    return """
    <script>
    (async () => {
      const wait = () => new Promise(done => setTimeout(done, 50));
      while (document.documentElement.dataset.drawn !== "yes") await wait();
      const answer = await (async () => {%s})();
      const place = document.createElement("script");
      place.id = "answer";
      place.type = "application/json";
      place.textContent = JSON.stringify(answer).replaceAll("<", "\\u003c");
      document.body.append(place);
    })();
    </script>
    """
        .formatted(script);
  }

  private static JsonNode answer(String dom) {
    String start = "<script id=\"answer\" type=\"application/json\">";
    assertThat(dom).as("the page never answered").contains(start);
    int from = dom.lastIndexOf(start) + start.length();
    return JsonMapper.builder()
        .build()
        .readTree(dom.substring(from, dom.indexOf("</script>", from)));
  }

  /// The script that finds what keeps people from using a page.
  static String axe() throws IOException {
    try (var in = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(
          Objects.requireNonNull(in, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
