/** A row as the driver gives it: its instant is a Date. */
export type Stored<T> = Omit<T, 'decidedAt'> & { decidedAt: Date };

/** The row with its instant as the service writes instants. */
export function dated<T extends { decidedAt: Date }>(row: T): Omit<T, 'decidedAt'> & { decidedAt: string } {
  return { ...row, decidedAt: row.decidedAt.toISOString() };
}
