/**
 * Solves a system of linear equations by Gauss–Jordan elimination with pivots.
 * @param system one line an equation, its right-hand side last; used up by the solving.
 * @param ridge is added to the diagonal, so that an unknown which nothing shows stays at 0.
 */
export function solve(system: Float64Array[], ridge: readonly number[]): number[] {
  const unknowns = system.length;
  system.forEach((line, i) => (line[i] = (line[i] ?? 0) + (ridge[i] ?? 0)));
  for (let column = 0; column < unknowns; column++) {
    let pivot = column;
    for (let i = column + 1; i < unknowns; i++)
      if (Math.abs(system[i]?.[column] ?? 0) > Math.abs(system[pivot]?.[column] ?? 0)) pivot = i;
    const line = system[pivot] ?? new Float64Array(unknowns + 1);
    [system[pivot], system[column]] = [system[column] ?? line, line];
    for (const other of system) {
      if (other === line) continue;
      const factor = (other[column] ?? 0) / (line[column] ?? 1);
      for (let j = column; j <= unknowns; j++) other[j] = (other[j] ?? 0) - factor * (line[j] ?? 0);
    }
  }
  return system.map((line, i) => (line[unknowns] ?? 0) / (line[i] ?? 1));
}
