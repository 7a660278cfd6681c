/** Where a person stands: before a desk with mouse and keys, or a small screen that only fingers meet. */
export const counters = [
  { place: 'at the desk', use: { viewport: { width: 1_366, height: 768 }, hasTouch: false } },
  {
    place: 'on the small touch screen',
    use: { viewport: { width: 1_024, height: 768 }, hasTouch: true },
  },
] as const;
