export const COMPARISON_EN = {} as const;
