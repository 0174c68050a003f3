import { describe, expect, test } from '@jest/globals';
import { isPlaceholder, readAddress } from '../../src/model/address.ts';

describe('an address', () => {
  test.each([
    ['', 'empty'],
    [' \n ', 'empty'],
    ['https://softphone.example.com/agent', 'web'],
    [' HTTPS://SOFTPHONE.EXAMPLE.COM ', 'web'],
    ['https://softphone.example.com./', 'web'],
    ['https://203.0.113.7/', 'web'],
    ['https://172.32.0.1/', 'web'],
    ['https://192.169.0.1/', 'web'],
    ['https://[2001:db8::1]/', 'web'],
    ['https://localhost.example.com/', 'web'],
    ['https://10.example.com/', 'web'],
    ['http://softphone.example.com/', 'insecure'],
    ['http://sample.my.salesforce.com/apex/softphone', 'insecure'],
    ['https://localhost:8443/', 'local'],
    ['http://LOCALHOST/', 'local'],
    ['https://softphone/', 'local'],
    ['https://softphone.local/', 'local'],
    ['https://softphone.corp/', 'local'],
    ['https://127.0.0.1/', 'local'],
    ['https://127.1/', 'local'],
    ['https://0x7f000001/', 'local'],
    ['https://10.1.2.3/', 'local'],
    ['https://172.16.0.1/', 'local'],
    ['https://172.31.255.255/', 'local'],
    ['https://192.168.1.1/', 'local'],
    ['https://169.254.1.1/', 'local'],
    ['https://[::1]:8443/', 'local'],
    ['https://[fe80::1]/', 'local'],
    ['https://[fd00::1]/', 'local'],
    ['https://0.0.0.0/', 'local'],
    ['/apex/softphone', 'salesforce-page'],
    ['apex/softphone', 'salesforce-page'],
    ['/lightning/n/softphone', 'salesforce-page'],
    ['https://sample.my.salesforce.com/apex/softphone', 'salesforce-page'],
    ['/apex/vendor__softphone', 'managed-package'],
    ['/apex/ven_dor9__softphone?mode=a', 'managed-package'],
    ['https://sample--vendor.vf.force.com/apex/vendor__softphone', 'managed-package'],
    ['/apex/soft__phone__c', 'managed-package'],
    ['/apex/_softphone', 'salesforce-page'],
    ['//softphone.example.com/', 'unreadable'],
    ['softphone.example.com', 'unreadable'],
    ['ftp://softphone.example.com/', 'unreadable'],
    ['javascript:alert(1)', 'unreadable'],
    ['https://', 'unreadable'],
    ['https:/softphone.example.com', 'unreadable'],
    ['https://<your domain>/agent', 'unreadable'],
    ['https://{{HOST}}/agent', 'unreadable'],
    ['https://softphone example.com/', 'unreadable'],
    ['https://softphone.example.com:99999/', 'unreadable'],
  ])('“%s” is %s', (text, kind) => {
    expect(readAddress(text).kind).toBe(kind);
  });

  test('tells the namespace of a package', () => {
    expect(readAddress('/apex/ven_dor9__softphone').namespace).toBe('ven_dor9');
    expect(readAddress('/apex/softphone').namespace).toBeNull();
  });

  test('tells that user info stands in it, masked by then', () => {
    expect(readAddress('https://[masked]@softphone.example.com/')).toMatchObject({
      kind: 'web',
      hasUserInfo: true,
      host: 'softphone.example.com',
    });
    expect(readAddress('https://softphone.example.com/@').hasUserInfo).toBe(false);
  });
});

describe('a placeholder', () => {
  test.each([
    'https://<your domain>/x',
    '<YOUR_HOST>',
    '{{HOST}}',
    'https://${host}/',
    'https://your-domain.com',
    'https://my.server/',
    'http://domain:port/x',
    'CHANGE_ME',
    'replace-me',
    'TODO',
  ])('is “%s”', (value) => {
    expect(isPlaceholder(value)).toBe(true);
  });

  test.each([
    'https://softphone.example.com',
    '',
    'yourself',
    'My Softphone',
    '<b>bold</b>',
    '{}',
    '$',
    'todos',
    'https://sample.my.salesforce.com/apex/softphone',
  ])('is not “%s”', (value) => {
    expect(isPlaceholder(value)).toBe(false);
  });
});
