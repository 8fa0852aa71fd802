/**
 * Logistic calibration of distances (Platt 1999, "Probabilistic outputs for support vector machines", with his
 * targets, which keep the fit finite where the two kinds of pairs do not overlap). Both kinds weigh the same.
 * @returns intercept and slope of ln(p / (1 − p)) = intercept + slope · distance.
 */
export function fitLogistic(
  same: readonly number[],
  different: readonly number[],
): { intercept: number; slope: number } {
  const points = [
    ...same.map((distance) => ({ distance, target: (same.length + 1) / (same.length + 2), weight: 1 / same.length })),
    ...different.map((distance) => ({ distance, target: 1 / (different.length + 2), weight: 1 / different.length })),
  ];
  let intercept = 0;
  let slope = 0;
  // Newton's method: the loss is convex in its two unknowns.
  for (let step = 0; step < 50; step++) {
    let [gradient0, gradient1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9];
    for (const { distance, target, weight } of points) {
      const p = 1 / (1 + Math.exp(-(intercept + slope * distance)));
      const error = weight * (p - target);
      const curvature = weight * p * (1 - p);
      gradient0 += error;
      gradient1 += error * distance;
      h00 += curvature;
      h01 += curvature * distance;
      h11 += curvature * distance * distance;
    }
    const determinant = h00 * h11 - h01 * h01;
    intercept -= (h11 * gradient0 - h01 * gradient1) / determinant;
    slope -= (h00 * gradient1 - h01 * gradient0) / determinant;
  }
  return { intercept, slope };
}
