import {
  IconAdjustments,
  IconArmchair,
  IconCashRegister,
  IconCloudUp,
  IconChecklist,
  IconDevices,
  IconDots,
  IconFileText,
  IconHistory,
  IconLayoutKanban,
  IconLink,
  IconPrinter,
  IconReportAnalytics,
  IconReceipt,
  IconReportMoney,
  IconSettings,
  IconToolsKitchen2,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import type { StaffPermission } from '../../shared/contract/staff.ts';
import type english from '../i18n/en.json';

/** Always in sight, in this order; everything else is a tile under "More". */
export const mainPlaces = [
  { to: '/', name: 'orders', Icon: IconLayoutKanban },
  { to: '/sell', name: 'sell', Icon: IconCashRegister },
  { to: '/shift', name: 'shift', Icon: IconReportMoney },
  { to: '/more', name: 'more', Icon: IconDots },
] as const;

export const placeGroups = ['selling', 'orders', 'business', 'equipment'] as const;

/** A screen that is reached through "More"; its name and sentence are `more.place.<key>` in both languages. */
export interface Place {
  readonly to: string;
  readonly key: keyof (typeof english)['more']['place'];
  readonly Icon: Icon;
  readonly group: (typeof placeGroups)[number];
  /** What most of the screen asks for: whoever may not do it sees a lock and may still look. */
  readonly permission?: StaffPermission;
}

/** One line a place, in the order they are shown within their group. */
export const places: readonly Place[] = [
  // selling
  { to: '/tables', key: 'tables', Icon: IconArmchair, group: 'selling' },
  { to: '/bills', key: 'bills', Icon: IconReceipt, group: 'selling' },
  { to: '/menu', key: 'menu', Icon: IconToolsKitchen2, group: 'selling' },
  // orders
  { to: '/past', key: 'past', Icon: IconHistory, group: 'orders' },
  { to: '/rules', key: 'rules', Icon: IconChecklist, group: 'orders' },
  // business
  {
    to: '/reports',
    key: 'reports',
    Icon: IconReportAnalytics,
    group: 'business',
    permission: 'see_reports',
  },
  { to: '/staff', key: 'staff', Icon: IconUsers, group: 'business', permission: 'manage_staff' },
  // equipment
  { to: '/waiting', key: 'waiting', Icon: IconCloudUp, group: 'equipment' },
  { to: '/printers', key: 'printers', Icon: IconPrinter, group: 'equipment' },
  { to: '/templates', key: 'templates', Icon: IconFileText, group: 'equipment' },
  { to: '/printers/stations', key: 'stations', Icon: IconAdjustments, group: 'equipment' },
  { to: '/terminals', key: 'terminals', Icon: IconDevices, group: 'equipment' },
  { to: '/setup', key: 'pairing', Icon: IconLink, group: 'equipment' },
  { to: '/settings', key: 'settings', Icon: IconSettings, group: 'equipment' },
];

/** The main place to which a screen belongs. */
export function mainPlaceOf(here: string): string {
  const first = here.split('/')[1] ?? '';
  if (first === '' || first === 'orders') return '/';
  return mainPlaces.find(({ to }) => to === `/${first}`)?.to ?? '/more';
}
