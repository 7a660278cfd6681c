export { beginReceiptSeries, busyTables, countLiveBills, moneyByBill } from './bills-repo.ts';
export { saleEntry } from './shift-notes.ts';
export { sellingRoutes } from './selling-routes.ts';
export { SellingService } from './selling-service.ts';
export { readSellingSettings } from './selling-settings.ts';
export { liveLines, sumsOf, type BillMoney, type StoredBill } from './stored-bill.ts';
