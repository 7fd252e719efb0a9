package dev.w2s.cli;

import dev.w2s.data.Source;
import dev.w2s.data.Task;
import dev.w2s.hub.HubAddress;
import dev.w2s.model.Models;
import dev.w2s.study.Plan;
import dev.w2s.tensor.Libtorch;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a result came to be; kept beside it, and no part of its key.
final class Provenance {
  /// What [#now] tells.
  static final List<String> NAMES =
      List.of("w2s", "JDK", "system", "libtorch", "device", "threads", "hub");

  private Provenance() {}

  /// @param hub what [#hub] says
  static Map<String, String> now(int threads, String hub) {
    return Map.of(
        "w2s", BuildVersion.w2s(),
        "JDK", BuildVersion.jdk(),
        "system", BuildVersion.system(),
        "libtorch", BuildVersion.libtorch(),
        "device", Libtorch.deviceName(),
        "threads", Integer.toString(threads),
        "hub", hub);
  }

  /// The commits of what a study takes from the hub; empty where it takes nothing.
  static String hub(Plan plan, Models models) {
    Task task = plan.study().task();
    Stream<String> data =
        Stream.concat(task.train().stream(), task.test().stream())
            .filter(Source.Hub.class::isInstance)
            .map(Source.Hub.class::cast)
            .map(source -> source.address().at(source.commit()).toString());
    return Stream.concat(plan.models().keySet().stream().map(models::pinned), data)
        .filter(source -> source.startsWith(HubAddress.SCHEME))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
