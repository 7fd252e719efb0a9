package dev.w2s.train;

import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// How much of what a supervisor cannot tell by its representation a student could learn by its
/// own: the operator norm of `P_s (I - P_w)` (Xue, Li and Mirzasoleiman, arXiv 2502.00620), from 0,
/// where nothing that the one misses is seen by the other, to 1. It bounds how far a student falls
/// short of its ceiling for what its supervisor cannot tell, and needs no labels.
///
/// `P = K (K + ridge I)^-1` is ridge regression on the principal part of a representation, K its
/// kernel over N: the directions of the centred rows whose variance is at least [#PRINCIPAL] of the
/// largest, and `ridge` is [#RIDGE] of that, both ours: the paper leaves them to be chosen.
///
/// @param norm of `P_s (I - P_w)`
/// @param weak number of principal directions of the supervisor's representation
/// @param strong the same of the student's
public record RepresentationBound(double norm, int weak, int strong) {
  /// Least variance of a principal direction, as a share of the largest.
  public static final double PRINCIPAL = .01;

  /// Ridge of the regressions, as a share of the largest variance.
  public static final double RIDGE = .1;

  /// Compares two representations of the same rows, in float64. Of a row that offers alternatives
  /// only their differences tell: each is then centred by the mean of its row, else by that of all.
  ///
  /// @param weak features that the supervisor's body gives the rows, `[N, H]`
  /// @param strong those that the student's gives them, `[N, G]`
  public static RepresentationBound of(
      FrozenFeatures weak, FrozenFeatures strong, Outputs outputs) {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      return of(
          Principal.of(weak.features(), outputs.sequences()),
          Principal.of(strong.features(), outputs.sequences()));
    }
  }

  // With P = U diag(p) U', orthonormal U, the norm's square is the largest eigenvalue of
  // P_s (I - P_w)^2 P_s on the span of U_s, where (I - P_w)^2 = I - U_w diag(1 - (1 - p_w)^2) U_w'.
  private static RepresentationBound of(Principal weak, Principal strong) {
    if (strong.rank() == 0) {
      return new RepresentationBound(0, weak.rank(), 0);
    }
    Tensor missed = weak.shares().neg().add(new Scalar(1.0)); // [r_w], 1 - p_w
    Tensor told = missed.mul(missed).neg().add(new Scalar(1.0));
    Tensor common = weak.directions().t().mm(strong.directions()); // [r_w, r_s]
    Tensor kept = common.t().mm(told.unsqueeze(1).mul(common)); // [r_s, r_s]
    Tensor left = torch.eye(strong.rank(), kept.options()).sub(kept);
    Tensor square = left.mul(strong.shares().unsqueeze(0)).mul(strong.shares().unsqueeze(1));
    double largest = torch.linalg_eigvalsh(square).max().item_double();
    return new RepresentationBound(Math.sqrt(Math.max(0, largest)), weak.rank(), strong.rank());
  }

  /// The principal part of a representation.
  ///
  /// @param directions orthonormal, `[N, r]`
  /// @param shares of a regression's targets along each direction that it tells, `[r]`
  private record Principal(Tensor directions, Tensor shares) {
    static Principal of(Tensor features, int sequences) {
      Tensor rows = centred(features.to(torch.ScalarType.Double), sequences);
      long count = rows.size(0);
      T_TensorTensor_T spectrum = torch.linalg_eigh(rows.t().mm(rows).div(new Scalar(count)));
      Tensor variances = spectrum.get0(); // [H], ascending
      double largest = variances.max().item_double();
      long cut =
          largest > 0 ? cut(Tensors.toDoubles(variances), PRINCIPAL * largest) : rows.size(1);
      Tensor principal = variances.narrow(0, cut, rows.size(1) - cut);
      Tensor axes = spectrum.get1().narrow(1, cut, rows.size(1) - cut);
      Tensor directions = rows.mm(axes).div(principal.mul(new Scalar(count)).sqrt());
      return new Principal(directions, principal.div(principal.add(new Scalar(RIDGE * largest))));
    }

    private static Tensor centred(Tensor features, int sequences) {
      Tensor rows = features.view(-1, sequences, features.size(1)); // [rows, sequences, H]
      int around = sequences == 1 ? 0 : 1;
      return rows.sub(rows.mean(around).unsqueeze(around)).view(-1, features.size(1));
    }

    private static long cut(double[] ascending, double least) {
      int cut = 0;
      while (ascending[cut] < least) {
        cut++;
      }
      return cut;
    }

    int rank() {
      return Math.toIntExact(shares.size(0));
    }
  }
}
