import type { AvailabilityWished } from '../../../shared/contract/relay.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import type { Logger } from '../../../shared/kit/logger.ts';
import type { MenuService } from './menu-service.ts';

/**
 * Takes a thing off or brings it back because somebody at the console wants it, in the caller's transaction. A wish
 * that is too old, or about something that is not on the menu any more, is left: what the branch says stands.
 */
export function takeWish(
  { menu, clock, logger }: { menu: MenuService; clock: Clock; logger: Logger },
  { item, out, by, expiresAtMs }: AvailabilityWished,
): void {
  const isLate = clock.now() > expiresAtMs;
  if (!isLate) {
    try {
      menu.setAvailability(item, out);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'menu.not_found') throw error;
    }
  }
  logger.info({ ...item, by, isLate }, 'a wish for what is available came');
}
