/**
 * Solves a system of linear equations by Gauss–Jordan elimination with pivots.
 * @param system one line an equation, its right-hand side last; used up by the solving.
 * @param ridge is added to the diagonal, so that an unknown which nothing shows stays at 0.
 */
export function solve(system: Float64Array[], ridge: readonly number[]): number[] {
  const unknowns = system.length;
  system.forEach((line, i) => (line[i] += ridge[i]));
  for (let column = 0; column < unknowns; column++) {
    let pivot = column;
    for (let i = column + 1; i < unknowns; i++)
      if (Math.abs(system[i][column]) > Math.abs(system[pivot][column])) pivot = i;
    const line = system[pivot];
    [system[pivot], system[column]] = [system[column], line];
    for (const other of system) {
      if (other === line) continue;
      const factor = other[column] / line[column];
      for (let j = column; j <= unknowns; j++) other[j] -= factor * line[j];
    }
  }
  return system.map((line, i) => line[unknowns] / line[i]);
}
