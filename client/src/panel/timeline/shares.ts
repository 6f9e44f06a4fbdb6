/** Two digits, however small. */
export const shareText = (share: number): string =>
  share === 0 ? 'none' : `${Number((share * 100).toPrecision(2))}%`;
