export const SEARCH_EN = {} as const;
