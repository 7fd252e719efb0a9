package dev.w2s.study;

/// Finds models; the engine implements it.
public interface ModelIndex {
  /// The facts of a model, fetched first where it has to be.
  ///
  /// @throws dev.w2s.problem.BadInputException where there is no such model, or it is broken or of
  ///   an unknown family
  /// @throws dev.w2s.problem.FailedException where it could not be fetched
  ModelFacts facts(ModelSpec model);
}
