import { logCall, type WrapUp } from './call-log';
import { followCampaign } from './dialer';
import { loadLibrary } from './library';
import { obeyWallboard, preparePanel, showPanel } from './panel';
import { Presence } from './presence';
import { Salesforce } from './salesforce';
import { Telephony, type Call } from './telephony';

async function start(): Promise<void> {
  await loadLibrary('lightning');
  (window as any).sforce.opencti.notifyInitializationComplete({});
  const salesforce = new Salesforce();
  const settings = await salesforce.settings();
  const prefix = settings['/reqDialingOptions/reqOutsidePrefix'] ?? '';
  const attempts = Number(settings['/dialerSettings/maxAttempts']);
  followCampaign(settings['/dialerSettings/campaignHost'], attempts);

  const telephony = new Telephony();
  const presence = new Presence(telephony);
  preparePanel();
  obeyWallboard();

  telephony.onIncoming(async (call) => {
    showPanel(true);
    presence.setAgentState('OnCall');
    await salesforce.find(call.number);
    await salesforce.startScript('Arrears_Talk', (await salesforce.view()).recordId ?? '');
  });
  salesforce.onClickToDial(async ({ number, recordId }) => {
    await salesforce.openDebtor(recordId);
    render(await telephony.dial(prefix + number));
  });

  function render(call: Call): void {
    const phone = document.getElementById('phone')!;
    phone.innerHTML = `
      <p>${call.number}</p>
      <button id="hangUp">Hang up</button>
      <button id="blindTransfer">Transfer to supervisor</button>
      <button id="pauseRecording">Pause recording</button>
      <select id="disposition"><option>Promise to pay</option><option>Refused</option><option>Wrong number</option></select>`;
    phone.querySelector('#blindTransfer')!.addEventListener('click', () => telephony.blindTransfer(call, 'supervisors'));
    phone.querySelector('#pauseRecording')!.addEventListener('click', () => telephony.pauseRecording(call));
    phone.querySelector('#hangUp')!.addEventListener('click', async () => {
      await telephony.hangUp(call);
      await logCall(salesforce, call, readWrapUp());
      presence.setAgentState('Ready');
    });
  }
}

function readWrapUp(): WrapUp {
  const disposition = (document.getElementById('disposition') as HTMLSelectElement).value;
  return { disposition, reason: 'arrears', note: '' };
}

void start();
