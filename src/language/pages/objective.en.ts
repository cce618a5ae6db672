export const OBJECTIVE_EN = {} as const;
