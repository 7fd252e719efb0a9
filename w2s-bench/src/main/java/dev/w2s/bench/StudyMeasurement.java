package dev.w2s.bench;

import dev.w2s.study.Precision;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What a timed study took, and what came out of it. `peer/study.py` prints the same fields.
///
/// @param program what computed it
/// @param versions of what it is made of
/// @param threads that compute
/// @param precision of matrix products
/// @param seconds of each phase: load, supervisor, label, student, ceiling, evaluate
/// @param stepSeconds median time of an optimiser step of student and ceiling
/// @param tokensPerSecond tokens without padding that student and ceiling were trained on, a second
/// @param losses of each step of supervisor, student and ceiling
/// @param testLosses mean cross entropy against gold on the test rows, of each once trained, and of
///   the student untrained
/// @param peakBytes the most memory that the process had; empty where it is not told
record StudyMeasurement(
    String program,
    Map<String, String> versions,
    int threads,
    Precision precision,
    Map<String, Double> seconds,
    double stepSeconds,
    double tokensPerSecond,
    Map<String, List<Double>> losses,
    Map<String, Double> testLosses,
    OptionalLong peakBytes) {}
