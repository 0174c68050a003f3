/*
 * The adapter for Salesforce Classic, switched off in 2021. Kept until the branches confirm.
 *
 * sforce.interaction.cti.enableClickToDial();
 * sforce.interaction.cti.onClickToDial(function (response) {
 *   dial(JSON.parse(response.result).number);
 * });
 * sforce.interaction.searchAndScreenPop(number, '', 'inbound', shown);
 * sforce.interaction.saveLog('Task', 'Subject=Collections call', saved);
 */
export const retiredOn = '2021-03-31';
