export const SOURCE_EN = {} as const;
