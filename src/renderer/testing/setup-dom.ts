import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

/** What jsdom leaves out and the page needs: sizes, media queries, observers. */
const windowSidePx = 800;

for (const side of ['clientHeight', 'offsetHeight', 'clientWidth', 'offsetWidth']) {
  Object.defineProperty(HTMLElement.prototype, side, { configurable: true, value: windowSidePx });
}
/** Somewhere on the page: a button without a place counts as scrolled away, and its menu hides. */
Element.prototype.getBoundingClientRect = () =>
  DOMRect.fromRect({ x: 8, y: 8, width: 80, height: 44 });
Element.prototype.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;

window.matchMedia = (query) => ({
  matches: false,
  media: query,
  onchange: null,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  addListener: () => undefined,
  removeListener: () => undefined,
  dispatchEvent: () => false,
});

window.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

window.IntersectionObserver = class {
  readonly root = null;
  readonly rootMargin = '';
  readonly scrollMargin = '';
  readonly thresholds = [];
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): IntersectionObserverEntry[] {
    return [];
  }
};

configure({
  // The whole page as an error message hides the message.
  getElementError: (message) => new Error(message ?? 'element not found'),
  // A limit, not a wait: a machine that does much else at once is no failure.
  asyncUtilTimeout: 10_000,
});

afterEach(() => {
  cleanup();
  location.hash = '';
  document.title = '';
});
