package dev.w2s.tensor;

import dev.w2s.study.DeviceChoice;

/// What a process computes on.
public enum Device {
  CPU,
  /// The first graphics processor of NVIDIA that the driver shows.
  CUDA;

  /// What a choice comes to on this machine.
  ///
  /// @throws dev.w2s.problem.BadInputException where CUDA is asked for by name and cannot be used,
  ///   saying what is missing
  public static Device of(DeviceChoice choice) {
    return switch (choice) {
      case AUTO -> Cuda.missing().isEmpty() ? CUDA : CPU;
      case CPU -> CPU;
      case CUDA -> {
        Cuda.require();
        yield CUDA;
      }
    };
  }
}
