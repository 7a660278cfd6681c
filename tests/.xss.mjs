import { p, url, api, token, co, sleep } from '/tmp/hostile.mjs';
import { chromium } from 'playwright';
process.on('uncaughtException', (e) => { console.log(String(e).slice(0, 600)); p.kill(); process.exit(1); });
const made = await api('POST', '/api/connections', { companyId: co, platform: 'careem', name: '<img src=x onerror=alert(1)>', credentials: { webhookSecrets: ['k'.repeat(32)], clientId: 'cid', clientSecret: 'csecret-long-value' } }, token);
const hook = made.json.data.webhookUrl;
await api('POST', '/api/branches', { companyId: co, name: '"><script>alert(2)</script>', timeZone: 'Asia/Amman' }, token);
for (const body of ['<script>alert(3)</script>', '{"event_type":"<svg onload=alert(4)>","x":"\u202e\u0000"}', '{"id":"javascript:alert(5)","status":"created","note":"</pre><script>alert(6)</script>"}'])
  for (const key of ['k'.repeat(32), 'wrong']) await fetch(hook + '/%3Cimg%20src=x%20onerror=alert(7)%3E', { method: 'POST', headers: { 'content-type': 'application/json', 'x-careem-api-key': key, 'user-agent': '<script>alert(8)</script>' }, body });
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await b.newPage({ viewport: { width: 1100, height: 900 } });
const bad = []; page.on('dialog', (d) => { bad.push('DIALOG ' + d.message()); void d.dismiss(); }); page.on('console', (m) => { if (m.type() === 'error') bad.push('console ' + m.text().slice(0, 200)); }); page.on('pageerror', (e) => bad.push('pageerror ' + e.message.slice(0, 200)));
await page.goto(url); await page.locator('input').first().fill('admin@wasla.example'); await page.locator('input[type=password]').fill('open sesame, please'); await page.keyboard.press('Enter'); await page.waitForTimeout(1500);
for (const tab of ['branches', 'connections', 'orders', 'webhooks', 'calls']) { await page.goto(`${url}/#/${co}/${tab}`); await page.waitForTimeout(900); await page.screenshot({ path: `/tmp/console-${tab}.png` }); if (tab === 'webhooks') { await page.getByRole('button', { name: /Unreadable/ }).first().click().catch(() => {}); await page.waitForTimeout(500); await page.screenshot({ path: '/tmp/console-unreadable.png' }); for (let n = 0; n < 4; n += 1) { const card = page.locator('main button[class*=card]').nth(n); if (!(await card.count())) break; await card.click(); await page.waitForTimeout(400); if (n === 0) await page.screenshot({ path: '/tmp/console-sheet.png' }); await page.keyboard.press('Escape'); await page.waitForTimeout(200); } } }
await page.goto(`${url}/api/docs`); await page.waitForTimeout(300); await page.locator('details').nth(8).click(); await page.screenshot({ path: '/tmp/docs.png' });
const cookies = await page.context().cookies(); console.log(JSON.stringify(cookies.map(({ value: _v, ...c }) => c)));
await page.goto(`${url}/#/%E0/x`); await page.reload(); await page.waitForTimeout(500); console.log('text on a bad hash:', (await page.locator('body').innerText()).slice(0, 60));
console.log(bad); await b.close(); p.kill('SIGTERM'); await sleep(800); process.exit(0);
