export { createRetention, keepOrdersMs, keepTechnicalMs } from './retention.ts';
