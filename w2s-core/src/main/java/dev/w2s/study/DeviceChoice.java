package dev.w2s.study;

import dev.w2s.yaml.YamlValue;
import java.util.Arrays;

/// What is asked for to compute on. It is provenance of a result, and no part of its key.
public enum DeviceChoice {
  /// A graphics processor where one can be used, else the CPU.
  AUTO,
  CPU,
  /// One graphics processor of NVIDIA.
  CUDA;

  /// The choice of that name, as files and options write it.
  ///
  /// @throws IllegalArgumentException where there is none; the message names all, as `gpu` is
  ///   nearer to `cpu` than to what is meant
  public static DeviceChoice named(String name) {
    return Arrays.stream(values())
        .filter(choice -> YamlValue.dashed(choice).equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "device must be auto, cpu or cuda but was '" + name + "'"));
  }
}
