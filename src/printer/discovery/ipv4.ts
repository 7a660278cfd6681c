/** An IPv4 address as a number, or nothing. */
export function toNumber(address: string): number | undefined {
  const parts = address.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  if (parts.length !== 4 || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((whole, part) => whole * 256 + part, 0);
}

export function toAddress(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff).join('.');
}

/** How many addresses a network of that prefix has. */
export function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}

/** First address of the network that `address` is in. */
export function networkOf(address: number, prefix: number): number {
  return address - (address % sizeOf(prefix));
}

function isIn(address: number, network: string, prefix: number): boolean {
  return networkOf(address, prefix) === toNumber(network);
}

/** @source RFC 1918 */
export function isPrivate(address: number): boolean {
  return (
    isIn(address, '10.0.0.0', 8) ||
    isIn(address, '172.16.0.0', 12) ||
    isIn(address, '192.168.0.0', 16)
  );
}

/** @source RFC 1122, 3.2.1.3 */
export function isLoopback(address: number): boolean {
  return isIn(address, '127.0.0.0', 8);
}
