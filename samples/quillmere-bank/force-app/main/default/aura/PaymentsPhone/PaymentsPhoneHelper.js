({
  listen: function (component, cti) {
    cti.subscribe({
      channelName: 'PaymentsDesk__c',
      listener: $A.getCallback(function (message) {
        component.set('v.call', message.call);
      }),
    });
    cti.setSoftphoneItemLabel({ label: 'Payments' });
    cti.setSoftphoneItemIcon({ key: 'currency' });
  },

  /** The number may belong to a merchant, whom only our own Apex finds. */
  findCaller: function (component, number) {
    var self = this;
    sforce.opencti.searchAndScreenPop({
      searchParams: number,
      callType: sforce.opencti.CALL_TYPE.INBOUND,
      deferred: true,
      callback: function (response) {
        if (response.success && Object.keys(response.returnValue).length > 1) return;
        sforce.opencti.runApex({
          apexClass: 'PaymentsCallerLookup',
          methodName: 'find',
          methodParams: 'phone=' + encodeURIComponent(number),
          callback: $A.getCallback(function (found) {
            var result = JSON.parse(found.returnValue.runApex);
            if (result.accountId) self.screenPop(result.accountId);
            else self.newCustomer(number);
          }),
        });
      },
    });
  },

  screenPop: function (accountId) {
    sforce.opencti.screenPop({ type: sforce.opencti.SCREENPOP_TYPE.SOBJECT, params: { recordId: accountId } });
  },

  newCustomer: function (number) {
    sforce.opencti.screenPop({
      type: sforce.opencti.SCREENPOP_TYPE.NEW_RECORD_MODAL,
      params: { entityName: 'Contact', defaultFieldValues: { Phone: number } },
    });
  },

  publishPresence: function (state) {
    sforce.opencti.publish({ channelName: 'PaymentsDesk__c', message: { presence: state } });
  },

  saveLog: function (component, callback) {
    var call = component.get('v.call');
    var log = {
      entityApiName: 'Task',
      Subject: 'Payment call ' + call.number,
      WhoId: call.contactId,
      WhatId: call.accountId,
      CallType: call.direction === 'in' ? 'Inbound' : 'Outbound',
      CallDisposition: component.get('v.disposition'),
      CallDurationInSeconds: call.seconds,
      CallObject: call.id,
      Status: 'Completed',
    };
    log.Call_Reason__c = call.reason;
    log['Recording_Link__c'] = 'https://recorder.example.com/play/' + call.id;
    sforce.opencti.saveLog({ value: log, callback: callback });
  },
});
