export const RATING_EN = {} as const;
