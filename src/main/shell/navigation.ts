/**
 * Whether the window may go to an address: only to the branch server it was opened with. Everything
 * else (a link in a customer's note, a page that was tampered with) is refused.
 */
export function mayNavigate(homeUrl: string, targetUrl: string): boolean {
  const home = URL.parse(homeUrl);
  const target = URL.parse(targetUrl);
  return home !== null && target !== null && home.origin === target.origin;
}
