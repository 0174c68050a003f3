<aura:application access="GLOBAL" extends="ltng:outApp">
    <aura:dependency resource="c:PaymentsPhone"/>
</aura:application>
