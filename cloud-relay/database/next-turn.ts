/**
 * Lets the requests that came in meanwhile be read. Statements of this store end within their own turn of
 * the event loop, so that a loop of them alone would keep every sender waiting until its end.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
