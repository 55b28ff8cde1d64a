<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>Columns</name>
    <message>
        <source>Device ID</source>
        <translation>Geräte-ID</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>Registrierungs-ID</translation>
    </message>
    <message>
        <source>Substatus</source>
        <translation>Unterstatus</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Umgezogen</translation>
    </message>
    <message>
        <source>Registration or group ID</source>
        <translation>Registrierungs- oder Gruppen-ID</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>Zuteilung</translation>
    </message>
    <message>
        <source>Attestation</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Last registered</source>
        <translation>Zuletzt registriert</translation>
    </message>
    <message>
        <source>Provisioning</source>
        <translation>Provisionierung</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Aktualisiert</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Previous hub</source>
        <translation>Voriger Hub</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Registriert</translation>
    </message>
    <message>
        <source>Last update</source>
        <translation>Letzte Aktualisierung</translation>
    </message>
    <message>
        <source>Enrollment</source>
        <translation>Enrollment</translation>
    </message>
    <message>
        <source>Declared client</source>
        <translation>Angegebener Client</translation>
    </message>
</context>
<context>
    <name>DemoFolder</name>
    <message>
        <source>The demo&apos;s folder cannot be created. Check the rights of the folder above it.</source>
        <translation>Der Ordner der Demo kann nicht angelegt werden. Rechte des Ordners darüber prüfen.</translation>
    </message>
    <message>
        <source>The last demo&apos;s files cannot be removed. Check the rights of the folder.</source>
        <translation>Die Dateien der letzten Demo können nicht entfernt werden. Rechte des Ordners prüfen.</translation>
    </message>
    <message>
        <source>Too many demos run at once, or the folder is not writable. Close one and try again.</source>
        <translation>Zu viele Demos laufen zugleich, oder der Ordner ist nicht beschreibbar. Eine schließen und erneut versuchen.</translation>
    </message>
</context>
<context>
    <name>DemoRun</name>
    <message>
        <source>Simulated devices need symmetric keys. Give %1 that attestation.</source>
        <translation>Simulierte Geräte brauchen symmetrische Schlüssel. %1 diesen Nachweis geben.</translation>
    </message>
</context>
<context>
    <name>DemoScript</name>
    <message>
        <source>%1 must be text.</source>
        <translation>%1 muss Text sein.</translation>
    </message>
    <message>
        <source>%1 must not be empty.</source>
        <translation>%1 darf nicht leer sein.</translation>
    </message>
    <message>
        <source>%1 must be true or false.</source>
        <translation>%1 muss true oder false sein.</translation>
    </message>
    <message>
        <source>%1 must be an object.</source>
        <translation>%1 muss ein Objekt sein.</translation>
    </message>
    <message>
        <source>%1 must be a list.</source>
        <translation>%1 muss eine Liste sein.</translation>
    </message>
    <message>
        <source>%1 must be a number.</source>
        <translation>%1 muss eine Zahl sein.</translation>
    </message>
    <message>
        <source>%1 is out of range.</source>
        <translation>%1 liegt außerhalb des Bereichs.</translation>
    </message>
    <message>
        <source>%1 must be a whole number.</source>
        <translation>%1 muss eine ganze Zahl sein.</translation>
    </message>
    <message>
        <source>%1 must be a list of text.</source>
        <translation>%1 muss eine Liste von Texten sein.</translation>
    </message>
    <message>
        <source>%1 names something that this scenario does not have.</source>
        <translation>%1 nennt etwas, das dieses Szenario nicht hat.</translation>
    </message>
    <message>
        <source>%1 is not a known key. Remove or correct it.</source>
        <translation>%1 ist kein bekannter Schlüssel. Entfernen oder berichtigen.</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>%1 fehlt.</translation>
    </message>
    <message>
        <source>%1 must name either a group or an enrollment.</source>
        <translation>%1 muss entweder eine Gruppe oder ein Enrollment nennen.</translation>
    </message>
    <message>
        <source>%1 must have exactly one of set, create and delete.</source>
        <translation>%1 muss genau eines von set, create und delete haben.</translation>
    </message>
    <message>
        <source>%1 can only be true.</source>
        <translation>%1 kann nur true sein.</translation>
    </message>
    <message>
        <source>%1 belongs to the creation of an individual enrollment.</source>
        <translation>%1 gehört zum Anlegen eines einzelnen Enrollments.</translation>
    </message>
    <message>
        <source>%1 must name either all devices, a group or registration IDs.</source>
        <translation>%1 muss entweder alle Geräte, eine Gruppe oder Registrierungs-IDs nennen.</translation>
    </message>
    <message>
        <source>%1 must be person, devices or script.</source>
        <translation>%1 muss person, devices oder script sein.</translation>
    </message>
    <message>
        <source>%1 does nothing. Add change or devices.</source>
        <translation>%1 bewirkt nichts. change oder devices ergänzen.</translation>
    </message>
    <message>
        <source>%1 must be notset, migrate, reset or never.</source>
        <translation>%1 muss notset, migrate, reset oder never sein.</translation>
    </message>
    <message>
        <source>%1 is no registration status.</source>
        <translation>%1 ist kein Registrierungsstatus.</translation>
    </message>
    <message>
        <source>%1 is no substatus.</source>
        <translation>%1 ist kein Unterstatus.</translation>
    </message>
    <message>
        <source>%1 is used twice.</source>
        <translation>%1 kommt zweimal vor.</translation>
    </message>
    <message>
        <source>%1 must have atMs or everyMs, not both.</source>
        <translation>%1 muss atMs oder everyMs haben, nicht beides.</translation>
    </message>
    <message>
        <source>%1 belongs to everyMs.</source>
        <translation>%1 gehört zu everyMs.</translation>
    </message>
    <message>
        <source>%1 must have exactly one of reboot, background and travel.</source>
        <translation>%1 muss genau eines von reboot, background und travel haben.</translation>
    </message>
    <message>
        <source>%1 is no Azure region known here.</source>
        <translation>%1 ist keine hier bekannte Azure-Region.</translation>
    </message>
</context>
<context>
    <name>DeviceFactory</name>
    <message>
        <source>%1 must be true or false.</source>
        <translation>%1 muss true oder false sein.</translation>
    </message>
    <message>
        <source>%1 must be an object.</source>
        <translation>%1 muss ein Objekt sein.</translation>
    </message>
    <message>
        <source>%1 is not a known key. Remove or correct it.</source>
        <translation>%1 ist kein bekannter Schlüssel. Entfernen oder berichtigen.</translation>
    </message>
    <message>
        <source>%1 must be one of %2.</source>
        <translation>%1 muss einer dieser Werte sein: %2.</translation>
    </message>
</context>
<context>
    <name>DeviceFleet</name>
    <message>
        <source>The devices cannot read the service&apos;s CA certificate. Check that the file exists and is PEM.</source>
        <translation>Die Geräte können das CA-Zertifikat des Dienstes nicht lesen. Prüfen, ob die Datei da ist und PEM enthält.</translation>
    </message>
</context>
<context>
    <name>ErrorDictionary</name>
    <message>
        <source>404: the URL or the function&apos;s key in it is wrong. 401 or 403: the function wants a key.</source>
        <translation>404: Die URL oder der Schlüssel darin ist falsch. 401 oder 403: Die Funktion verlangt einen Schlüssel.</translation>
    </message>
    <message>
        <source>A TPM device asks with a registration ID that nobody enrolled.</source>
        <translation>Ein TPM-Gerät fragt mit einer Registrierungs-ID, für die es kein Enrollment gibt.</translation>
    </message>
    <message>
        <source>A device of a group uses the group&apos;s key itself instead of the key derived for it.</source>
        <translation>Ein Gerät einer Gruppe verwendet den Schlüssel der Gruppe selbst statt des für das Gerät abgeleiteten.</translation>
    </message>
    <message>
        <source>A device of this ID is in the hub&apos;s registry and is not overwritten.</source>
        <translation>Ein Gerät mit dieser ID steht in der Registry des Hubs und wird nicht überschrieben.</translation>
    </message>
    <message>
        <source>A direct method reaches only a device that is online.</source>
        <translation>Eine direkte Methode erreicht nur ein Gerät, das online ist.</translation>
    </message>
    <message>
        <source>A firewall rule of the service refuses this address.</source>
        <translation>Eine Firewallregel des Dienstes weist diese Adresse ab.</translation>
    </message>
    <message>
        <source>A hub holds at most 1,000,000 devices and modules.</source>
        <translation>Ein Hub fasst höchstens 1.000.000 Geräte und Module.</translation>
    </message>
    <message>
        <source>A member of the request to the hub is malformed.</source>
        <translation>Ein Element der Anfrage an den Hub ist fehlerhaft.</translation>
    </message>
    <message>
        <source>A message to a hub may have 256 KB, one to the provisioning service 96 KB.</source>
        <translation>Eine Nachricht an einen Hub darf 256 KB haben, eine an den Bereitstellungsdienst 96 KB.</translation>
    </message>
    <message>
        <source>A move writes more devices than the hub&apos;s units allow.</source>
        <translation>Ein Umzug schreibt mehr Geräte, als die Einheiten des Hubs erlauben.</translation>
    </message>
    <message>
        <source>A program is much older or newer than the service.</source>
        <translation>Ein Programm ist viel älter oder neuer als der Dienst.</translation>
    </message>
    <message>
        <source>A program uses an address of a newer API version.</source>
        <translation>Ein Programm verwendet eine Adresse einer neueren API-Version.</translation>
    </message>
    <message>
        <source>A program uses an address of another API version.</source>
        <translation>Ein Programm verwendet eine Adresse einer anderen API-Version.</translation>
    </message>
    <message>
        <source>A proxy or a script changed or left out the Content-Type header.</source>
        <translation>Ein Proxy oder ein Skript hat den Content-Type-Header geändert oder weggelassen.</translation>
    </message>
    <message>
        <source>A registration of the same device is still under way, so that this one is refused.</source>
        <translation>Eine Registrierung desselben Geräts läuft noch, deshalb wird diese abgelehnt.</translation>
    </message>
    <message>
        <source>A script sends no If-Match when it means to change.</source>
        <translation>Ein Skript sendet kein If-Match, obwohl es ändern will.</translation>
    </message>
    <message>
        <source>A second attempt came before the first had ended.</source>
        <translation>Ein zweiter Versuch kam, bevor der erste beendet war.</translation>
    </message>
    <message>
        <source>A short disturbance of the service or of the hub.</source>
        <translation>Eine kurze Störung des Dienstes oder des Hubs.</translation>
    </message>
    <message>
        <source>A value is malformed, or an ID holds characters that are not allowed.</source>
        <translation>Ein Wert ist fehlerhaft, oder eine ID enthält unzulässige Zeichen.</translation>
    </message>
    <message>
        <source>Add units to the hub for the time of the move, or move more slowly.</source>
        <translation>Dem Hub für die Zeit des Umzugs Einheiten hinzufügen oder langsamer umziehen.</translation>
    </message>
    <message>
        <source>Add units to the hub.</source>
        <translation>Dem Hub Einheiten hinzufügen.</translation>
    </message>
    <message>
        <source>An empty ID was put into the address.</source>
        <translation>In die Adresse wurde eine leere ID eingesetzt.</translation>
    </message>
    <message>
        <source>An enrollment of this ID exists, and the request may only create one.</source>
        <translation>Ein Enrollment mit dieser ID existiert, und die Anfrage darf nur eines anlegen.</translation>
    </message>
    <message>
        <source>An outage of the hub or of its region, or a failover.</source>
        <translation>Ein Ausfall des Hubs oder seiner Region, oder ein Failover.</translation>
    </message>
    <message>
        <source>Another person or script changed it since it was read.</source>
        <translation>Eine andere Person oder ein Skript hat es seit dem Lesen geändert.</translation>
    </message>
    <message>
        <source>Ask the hub of its registration record.</source>
        <translation>Den Hub aus seinem Registrierungsdatensatz fragen.</translation>
    </message>
    <message>
        <source>Bad gateway</source>
        <translation>Fehlerhaftes Gateway</translation>
    </message>
    <message>
        <source>Call again with a longer timeout, or use a desired property.</source>
        <translation>Mit längerer Wartezeit erneut aufrufen oder eine gewünschte Eigenschaft verwenden.</translation>
    </message>
    <message>
        <source>Changed meanwhile</source>
        <translation>Inzwischen geändert</translation>
    </message>
    <message>
        <source>Check host name, ID scope and API version of the caller.</source>
        <translation>Hostname, ID-Bereich und API-Version des Aufrufers prüfen.</translation>
    </message>
    <message>
        <source>Check the ID that the caller sends.</source>
        <translation>Die ID prüfen, die der Aufrufer sendet.</translation>
    </message>
    <message>
        <source>Check the caller&apos;s address and API version.</source>
        <translation>Adresse und API-Version des Aufrufers prüfen.</translation>
    </message>
    <message>
        <source>Check the device&apos;s clock, and that the whole chain is sent.</source>
        <translation>Die Uhr des Geräts prüfen, und ob die ganze Kette gesendet wird.</translation>
    </message>
    <message>
        <source>Close the hub to allocation, and let devices move to another one.</source>
        <translation>Den Hub für die Zuteilung sperren und Geräte auf einen anderen umziehen lassen.</translation>
    </message>
    <message>
        <source>Compare the device&apos;s key with the one in the enrollment; derive a group&apos;s device key from the registration ID as the device spells it.</source>
        <translation>Den Schlüssel des Geräts mit dem im Enrollment vergleichen; den Geräteschlüssel einer Gruppe aus der Registrierungs-ID in der Schreibweise des Geräts ableiten.</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>Correct the method&apos;s answer in the firmware.</source>
        <translation>Die Antwort der Methode in der Firmware korrigieren.</translation>
    </message>
    <message>
        <source>Correct the value and send it again; trying the same again does not help.</source>
        <translation>Den Wert korrigieren und erneut senden; dasselbe noch einmal zu versuchen, hilft nicht.</translation>
    </message>
    <message>
        <source>Correct the webhook&apos;s address in the enrollment, or choose an allocation policy that needs no webhook.</source>
        <translation>Die Adresse des Webhooks im Enrollment korrigieren oder eine Zuteilungsrichtlinie ohne Webhook wählen.</translation>
    </message>
    <message>
        <source>Create the enrollment, or correct the device&apos;s registration ID or ID scope.</source>
        <translation>Das Enrollment anlegen oder Registrierungs-ID oder ID-Bereich des Geräts korrigieren.</translation>
    </message>
    <message>
        <source>Do not unlink and link in the portal: weight and allocation settings are lost, and devices fail meanwhile.</source>
        <translation>Nicht im Portal trennen und neu verknüpfen: Gewicht und Zuteilung gehen verloren, und Geräte scheitern währenddessen.</translation>
    </message>
    <message>
        <source>Enable it at the hub once the reason is gone.</source>
        <translation>Es am Hub aktivieren, sobald der Grund entfallen ist.</translation>
    </message>
    <message>
        <source>Error inside the service</source>
        <translation>Fehler im Dienst</translation>
    </message>
    <message>
        <source>Every hub of the set is closed to allocation.</source>
        <translation>Alle Hubs der Menge sind für die Zuteilung gesperrt.</translation>
    </message>
    <message>
        <source>Give the connection string of a policy with registry and service rights anew.</source>
        <translation>Die Verbindungszeichenfolge einer Richtlinie mit Registry- und Dienstrechten neu angeben.</translation>
    </message>
    <message>
        <source>Give the key anew and check the clock.</source>
        <translation>Den Schlüssel neu angeben und die Uhr prüfen.</translation>
    </message>
    <message>
        <source>If it stays away, take the hub out of the enrollments and let devices register.</source>
        <translation>Wenn er wegbleibt, den Hub aus den Enrollments nehmen und Geräte sich registrieren lassen.</translation>
    </message>
    <message>
        <source>If it stays, give Azure support the tracking ID and the time.</source>
        <translation>Wenn der Fehler bleibt, dem Azure-Support die Tracking-ID und die Zeit nennen.</translation>
    </message>
    <message>
        <source>If the hub lost it, let it register again.</source>
        <translation>Wenn der Hub es verloren hat, das Gerät erneut registrieren lassen.</translation>
    </message>
    <message>
        <source>In a failed registration: the link&apos;s key in the provisioning service is old.</source>
        <translation>In einer fehlgeschlagenen Registrierung: Der Schlüssel der Verknüpfung im Bereitstellungsdienst ist alt.</translation>
    </message>
    <message>
        <source>It answered too late, for example while it was starting.</source>
        <translation>Sie hat zu spät geantwortet, zum Beispiel während sie startete.</translation>
    </message>
    <message>
        <source>It exists already</source>
        <translation>Es existiert bereits</translation>
    </message>
    <message>
        <source>It exists already, or something of the same name is under way.</source>
        <translation>Es existiert bereits, oder etwas gleichen Namens läuft gerade.</translation>
    </message>
    <message>
        <source>It is connected to another hub than the one that was asked.</source>
        <translation>Es ist mit einem anderen Hub verbunden als dem gefragten.</translation>
    </message>
    <message>
        <source>It polls an operation that ended long ago.</source>
        <translation>Es fragt nach einer Operation, die längst beendet ist.</translation>
    </message>
    <message>
        <source>It was created by hand or by an earlier provisioning.</source>
        <translation>Es wurde von Hand oder durch eine frühere Bereitstellung angelegt.</translation>
    </message>
    <message>
        <source>It was deleted, or its ID is misspelled.</source>
        <translation>Es wurde gelöscht, oder seine ID ist falsch geschrieben.</translation>
    </message>
    <message>
        <source>It was deleted, or never created in this provisioning service.</source>
        <translation>Es wurde gelöscht oder in diesem Bereitstellungsdienst nie angelegt.</translation>
    </message>
    <message>
        <source>It was moved to another hub at this moment.</source>
        <translation>Es wurde in diesem Augenblick auf einen anderen Hub verschoben.</translation>
    </message>
    <message>
        <source>It was moved to another hub or deleted at the hub.</source>
        <translation>Es wurde auf einen anderen Hub verschoben oder am Hub gelöscht.</translation>
    </message>
    <message>
        <source>Its record was deleted; the next request then counts as the first.</source>
        <translation>Sein Datensatz wurde gelöscht; die nächste Anfrage zählt dann als erste.</translation>
    </message>
    <message>
        <source>Its units allow fewer messages a day than its devices send.</source>
        <translation>Seine Einheiten erlauben weniger Nachrichten am Tag, als seine Geräte senden.</translation>
    </message>
    <message>
        <source>Let devices try the hub that they remember before they register.</source>
        <translation>Geräte erst den Hub versuchen lassen, den sie kennen, bevor sie sich registrieren.</translation>
    </message>
    <message>
        <source>Let the device poll its operation, and register again only when that has ended.</source>
        <translation>Das Gerät seine Operation abfragen lassen und erst danach erneut registrieren.</translation>
    </message>
    <message>
        <source>Let the device register: a new request makes a new record.</source>
        <translation>Das Gerät sich registrieren lassen: Eine neue Anfrage legt einen neuen Datensatz an.</translation>
    </message>
    <message>
        <source>Look at its timeline, then call the method again.</source>
        <translation>Seinen Verlauf ansehen und die Methode erneut aufrufen.</translation>
    </message>
    <message>
        <source>Look at the function&apos;s own log at the time of the failure.</source>
        <translation>Im Protokoll der Funktion zur Zeit des Fehlers nachsehen.</translation>
    </message>
    <message>
        <source>Look at the hub&apos;s health in Azure; devices should wait five seconds and longer.</source>
        <translation>Den Zustand des Hubs in Azure ansehen; Geräte sollten fünf Sekunden und länger warten.</translation>
    </message>
    <message>
        <source>Look for a second device with the same identity.</source>
        <translation>Nach einem zweiten Gerät mit derselben Identität suchen.</translation>
    </message>
    <message>
        <source>Many devices restarted at once and all of them register.</source>
        <translation>Viele Geräte sind zugleich neu gestartet und registrieren sich alle.</translation>
    </message>
    <message>
        <source>Method not allowed</source>
        <translation>Methode nicht erlaubt</translation>
    </message>
    <message>
        <source>More requests a minute came than the service&apos;s quota allows; this one was not carried out.</source>
        <translation>Es kamen mehr Anfragen je Minute, als das Kontingent des Dienstes erlaubt; diese wurde nicht ausgeführt.</translation>
    </message>
    <message>
        <source>Name a linked hub in the enrollment, or link the missing one.</source>
        <translation>Im Enrollment einen verknüpften Hub nennen oder den fehlenden verknüpfen.</translation>
    </message>
    <message>
        <source>No answer in time</source>
        <translation>Keine Antwort in der Zeit</translation>
    </message>
    <message>
        <source>No device of this ID is in the registry of this hub; IDs are compared with case.</source>
        <translation>In der Registry dieses Hubs steht kein Gerät mit dieser ID; Groß- und Kleinschreibung zählt.</translation>
    </message>
    <message>
        <source>No hub can be assigned</source>
        <translation>Kein Hub kann zugewiesen werden</translation>
    </message>
    <message>
        <source>No hub is linked to the provisioning service.</source>
        <translation>Mit dem Bereitstellungsdienst ist kein Hub verknüpft.</translation>
    </message>
    <message>
        <source>No individual enrollment or group has this ID.</source>
        <translation>Kein individuelles Enrollment und keine Gruppe hat diese ID.</translation>
    </message>
    <message>
        <source>No right for that</source>
        <translation>Kein Recht dafür</translation>
    </message>
    <message>
        <source>Nobody serves an IoT hub of this name.</source>
        <translation>Unter diesem Namen gibt es keinen IoT Hub.</translation>
    </message>
    <message>
        <source>Not authorized</source>
        <translation>Nicht autorisiert</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Open a hub of the set to allocation.</source>
        <translation>Einen Hub der Menge für die Zuteilung öffnen.</translation>
    </message>
    <message>
        <source>Plan changes in waves below the quota; see Rate and quota.</source>
        <translation>Änderungen in Wellen unterhalb des Kontingents planen; siehe Rate und Kontingent.</translation>
    </message>
    <message>
        <source>Read it again, compare both versions, then apply the change once more.</source>
        <translation>Erneut lesen, beide Versionen vergleichen und die Änderung noch einmal anwenden.</translation>
    </message>
    <message>
        <source>Read it first and change it with its ETag.</source>
        <translation>Es zuerst lesen und mit seinem ETag ändern.</translation>
    </message>
    <message>
        <source>Read its registration record: it names the hub of now.</source>
        <translation>Seinen Registrierungsdatensatz lesen: Er nennt den heutigen Hub.</translation>
    </message>
    <message>
        <source>Read the service&apos;s own message: it names the member that it refuses.</source>
        <translation>Die Meldung des Dienstes lesen: Sie nennt das abgelehnte Element.</translation>
    </message>
    <message>
        <source>Refresh, and check how the ID is written.</source>
        <translation>Aktualisieren und die Schreibweise der ID prüfen.</translation>
    </message>
    <message>
        <source>Revoked devices try for ever, or devices register at every start.</source>
        <translation>Gesperrte Geräte versuchen es endlos, oder Geräte registrieren sich bei jedem Start.</translation>
    </message>
    <message>
        <source>Scripts or other programs call the service at the same time.</source>
        <translation>Skripte oder andere Programme rufen den Dienst zur selben Zeit auf.</translation>
    </message>
    <message>
        <source>Send Content-Type: application/json; charset=utf-8.</source>
        <translation>Content-Type: application/json; charset=utf-8 senden.</translation>
    </message>
    <message>
        <source>Send less, or in parts.</source>
        <translation>Weniger senden oder in Teilen.</translation>
    </message>
    <message>
        <source>Service not available</source>
        <translation>Dienst nicht verfügbar</translation>
    </message>
    <message>
        <source>Set a desired property instead: it waits until the device comes back.</source>
        <translation>Stattdessen eine gewünschte Eigenschaft setzen: Sie wartet, bis das Gerät zurückkommt.</translation>
    </message>
    <message>
        <source>Somebody disabled it at the hub, perhaps to quarantine it.</source>
        <translation>Jemand hat es am Hub deaktiviert, vielleicht zur Quarantäne.</translation>
    </message>
    <message>
        <source>Somebody else changed it</source>
        <translation>Jemand anderes hat es geändert</translation>
    </message>
    <message>
        <source>Somebody else created it, or an earlier attempt did without its answer arriving.</source>
        <translation>Jemand anderes hat es angelegt, oder ein früherer Versuch, dessen Antwort nicht ankam.</translation>
    </message>
    <message>
        <source>Something went wrong on the service&apos;s side, or a hub did not answer in time.</source>
        <translation>Auf der Seite des Dienstes ging etwas schief, oder ein Hub hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Static allocation with no hub or with several.</source>
        <translation>Statische Zuteilung mit keinem oder mit mehreren Hubs.</translation>
    </message>
    <message>
        <source>Take its name out of the enrollments that list it.</source>
        <translation>Seinen Namen aus den Enrollments nehmen, die ihn nennen.</translation>
    </message>
    <message>
        <source>The ETag that was sent is not that of the version that the service has now.</source>
        <translation>Der gesendete ETag ist nicht der der Version, die der Dienst jetzt hat.</translation>
    </message>
    <message>
        <source>The HTTP method does not fit the path.</source>
        <translation>Die HTTP-Methode passt nicht zum Pfad.</translation>
    </message>
    <message>
        <source>The HTTP method does not fit, often because the ID in the path is missing.</source>
        <translation>Die HTTP-Methode passt nicht, oft weil im Pfad die ID fehlt.</translation>
    </message>
    <message>
        <source>The ID in the path is empty.</source>
        <translation>Die ID im Pfad ist leer.</translation>
    </message>
    <message>
        <source>The access policy or role lacks the right.</source>
        <translation>Der Zugriffsrichtlinie oder Rolle fehlt das Recht.</translation>
    </message>
    <message>
        <source>The address of the request is not one of the hub&apos;s API.</source>
        <translation>Die Adresse der Anfrage gehört nicht zur API des Hubs.</translation>
    </message>
    <message>
        <source>The allocation policy found no hub among those that the enrollment allows.</source>
        <translation>Die Zuteilungsrichtlinie hat unter den Hubs, die das Enrollment erlaubt, keinen gefunden.</translation>
    </message>
    <message>
        <source>The api-version is missing or is not one that the hub serves.</source>
        <translation>api-version fehlt oder ist keine, die der Hub anbietet.</translation>
    </message>
    <message>
        <source>The certificate&apos;s chain does not reach a verified certificate, or its group was deleted.</source>
        <translation>Die Zertifikatskette reicht nicht bis zu einem bestätigten Zertifikat, oder ihre Gruppe wurde gelöscht.</translation>
    </message>
    <message>
        <source>The connection ended while the hub waited for the device&apos;s answer.</source>
        <translation>Die Verbindung endete, während der Hub auf die Antwort des Geräts wartete.</translation>
    </message>
    <message>
        <source>The content type is wrong</source>
        <translation>Der Inhaltstyp ist falsch</translation>
    </message>
    <message>
        <source>The custom allocation webhook failed</source>
        <translation>Der Webhook der eigenen Zuteilung ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The device answered a direct method with something that is no JSON.</source>
        <translation>Das Gerät hat eine direkte Methode mit etwas beantwortet, das kein JSON ist.</translation>
    </message>
    <message>
        <source>The device closed its connection</source>
        <translation>Das Gerät hat seine Verbindung geschlossen</translation>
    </message>
    <message>
        <source>The device did not answer in time</source>
        <translation>Das Gerät hat nicht rechtzeitig geantwortet</translation>
    </message>
    <message>
        <source>The device has not registered yet.</source>
        <translation>Das Gerät hat sich noch nicht registriert.</translation>
    </message>
    <message>
        <source>The device is connected, but gave no answer within the time of the call.</source>
        <translation>Das Gerät ist verbunden, gab aber innerhalb der Zeit des Aufrufs keine Antwort.</translation>
    </message>
    <message>
        <source>The device is disabled at the hub</source>
        <translation>Das Gerät ist am Hub deaktiviert</translation>
    </message>
    <message>
        <source>The device is not connected to the hub</source>
        <translation>Das Gerät ist nicht mit dem Hub verbunden</translation>
    </message>
    <message>
        <source>The device is off or without network.</source>
        <translation>Das Gerät ist aus oder ohne Netz.</translation>
    </message>
    <message>
        <source>The device registers twice at once</source>
        <translation>Das Gerät registriert sich zweimal zugleich</translation>
    </message>
    <message>
        <source>The device restarted or lost its network, perhaps because of the method itself.</source>
        <translation>Das Gerät ist neu gestartet oder hat das Netz verloren, vielleicht wegen der Methode selbst.</translation>
    </message>
    <message>
        <source>The device tried again before the first operation ended.</source>
        <translation>Das Gerät hat es erneut versucht, bevor die erste Operation beendet war.</translation>
    </message>
    <message>
        <source>The device uses the ID scope of another service.</source>
        <translation>Das Gerät verwendet den ID-Bereich eines anderen Dienstes.</translation>
    </message>
    <message>
        <source>The device&apos;s answer cannot be read</source>
        <translation>Die Antwort des Geräts ist nicht lesbar</translation>
    </message>
    <message>
        <source>The device&apos;s clock is wrong, so that its token has expired.</source>
        <translation>Die Uhr des Geräts geht falsch, sodass sein Token abgelaufen ist.</translation>
    </message>
    <message>
        <source>The enrollment does not exist</source>
        <translation>Das Enrollment gibt es nicht</translation>
    </message>
    <message>
        <source>The enrollment lists a hub that is not linked, or static allocation has not exactly one hub.</source>
        <translation>Das Enrollment nennt einen Hub, der nicht verknüpft ist, oder die statische Zuteilung hat nicht genau einen Hub.</translation>
    </message>
    <message>
        <source>The enrollment lists only hubs that were unlinked.</source>
        <translation>Das Enrollment nennt nur Hubs, deren Verknüpfung entfernt wurde.</translation>
    </message>
    <message>
        <source>The firmware&apos;s method handler returns text or a cut-off body.</source>
        <translation>Die Firmware gibt Text oder einen abgeschnittenen Inhalt zurück.</translation>
    </message>
    <message>
        <source>The function answered with an error: the status code is in the message.</source>
        <translation>Die Funktion hat mit einem Fehler geantwortet: Der Statuscode steht in der Meldung.</translation>
    </message>
    <message>
        <source>The function named a hub that is not linked or not in the enrollment&apos;s list.</source>
        <translation>Die Funktion hat einen Hub genannt, der nicht verknüpft ist oder nicht in der Liste des Enrollments steht.</translation>
    </message>
    <message>
        <source>The host name or ID scope belongs to another service.</source>
        <translation>Der Hostname oder ID-Bereich gehört zu einem anderen Dienst.</translation>
    </message>
    <message>
        <source>The hub does not accept the key, the token or the rights of who asks.</source>
        <translation>Der Hub nimmt Schlüssel, Token oder Rechte des Anfragenden nicht an.</translation>
    </message>
    <message>
        <source>The hub does not allow keys any more.</source>
        <translation>Der Hub erlaubt keine Schlüssel mehr.</translation>
    </message>
    <message>
        <source>The hub does not answer</source>
        <translation>Der Hub antwortet nicht</translation>
    </message>
    <message>
        <source>The hub does not exist</source>
        <translation>Den Hub gibt es nicht</translation>
    </message>
    <message>
        <source>The hub does not have the device</source>
        <translation>Der Hub hat das Gerät nicht</translation>
    </message>
    <message>
        <source>The hub does not know this API version</source>
        <translation>Der Hub kennt diese API-Version nicht</translation>
    </message>
    <message>
        <source>The hub does not take this method here</source>
        <translation>Der Hub nimmt diese Methode hier nicht an</translation>
    </message>
    <message>
        <source>The hub has nothing at this path</source>
        <translation>Der Hub hat unter diesem Pfad nichts</translation>
    </message>
    <message>
        <source>The hub has the device already</source>
        <translation>Der Hub hat das Gerät bereits</translation>
    </message>
    <message>
        <source>The hub is full</source>
        <translation>Der Hub ist voll</translation>
    </message>
    <message>
        <source>The hub is not available at the moment.</source>
        <translation>Der Hub ist zurzeit nicht verfügbar.</translation>
    </message>
    <message>
        <source>The hub is throttling</source>
        <translation>Der Hub drosselt</translation>
    </message>
    <message>
        <source>The hub knows the device and lets it neither connect nor send.</source>
        <translation>Der Hub kennt das Gerät, lässt es aber weder verbinden noch senden.</translation>
    </message>
    <message>
        <source>The hub refuses an argument</source>
        <translation>Der Hub lehnt ein Argument ab</translation>
    </message>
    <message>
        <source>The hub refuses the key</source>
        <translation>Der Hub weist den Schlüssel ab</translation>
    </message>
    <message>
        <source>The hub refuses the provisioning service</source>
        <translation>Der Hub weist den Bereitstellungsdienst ab</translation>
    </message>
    <message>
        <source>The hub was deleted or renamed, or its name is misspelled.</source>
        <translation>Der Hub wurde gelöscht oder umbenannt, oder sein Name ist falsch geschrieben.</translation>
    </message>
    <message>
        <source>The hub&apos;s own quota is used up: 100 registry operations a minute for each unit of S1 and S2.</source>
        <translation>Das Kontingent des Hubs ist aufgebraucht: 100 Registry-Operationen je Minute und Einheit bei S1 und S2.</translation>
    </message>
    <message>
        <source>The hub&apos;s policy lost the right to write the registry or to connect as a service.</source>
        <translation>Die Richtlinie des Hubs hat das Recht verloren, die Registry zu schreiben oder sich als Dienst zu verbinden.</translation>
    </message>
    <message>
        <source>The hub&apos;s registry or its daily number of messages has reached its limit.</source>
        <translation>Die Registry des Hubs oder seine tägliche Zahl von Nachrichten hat ihre Grenze erreicht.</translation>
    </message>
    <message>
        <source>The hub&apos;s shared access key was renewed, but not in the link.</source>
        <translation>Der gemeinsame Zugriffsschlüssel des Hubs wurde erneuert, aber nicht in der Verknüpfung.</translation>
    </message>
    <message>
        <source>The key of the link between the provisioning service and the hub is not valid any more.</source>
        <translation>Der Schlüssel der Verknüpfung zwischen Bereitstellungsdienst und Hub gilt nicht mehr.</translation>
    </message>
    <message>
        <source>The key or token is not accepted; for a TPM device the first 401 is only the challenge.</source>
        <translation>Schlüssel oder Token wird nicht angenommen; bei einem TPM-Gerät ist die erste 401 nur die Aufgabe.</translation>
    </message>
    <message>
        <source>The key was renewed at the hub.</source>
        <translation>Der Schlüssel wurde am Hub erneuert.</translation>
    </message>
    <message>
        <source>The key was renewed, or belongs to another enrollment.</source>
        <translation>Der Schlüssel wurde erneuert oder gehört zu einem anderen Enrollment.</translation>
    </message>
    <message>
        <source>The key was renewed, or the token has expired.</source>
        <translation>Der Schlüssel wurde erneuert, oder das Token ist abgelaufen.</translation>
    </message>
    <message>
        <source>The key, token or certificate is not accepted</source>
        <translation>Schlüssel, Token oder Zertifikat wird nicht angenommen</translation>
    </message>
    <message>
        <source>The message is too large</source>
        <translation>Die Nachricht ist zu groß</translation>
    </message>
    <message>
        <source>The method takes longer than the timeout, or the device does not know it.</source>
        <translation>Die Methode dauert länger als die Wartezeit, oder das Gerät kennt sie nicht.</translation>
    </message>
    <message>
        <source>The path does not take this method</source>
        <translation>Der Pfad nimmt diese Methode nicht an</translation>
    </message>
    <message>
        <source>The policy has no right for this call.</source>
        <translation>Die Richtlinie hat kein Recht für diesen Aufruf.</translation>
    </message>
    <message>
        <source>The quota is used up</source>
        <translation>Das Kontingent ist aufgebraucht</translation>
    </message>
    <message>
        <source>The registration does not exist</source>
        <translation>Die Registrierung gibt es nicht</translation>
    </message>
    <message>
        <source>The request is not valid</source>
        <translation>Die Anfrage ist ungültig</translation>
    </message>
    <message>
        <source>The request is refused</source>
        <translation>Die Anfrage wird abgelehnt</translation>
    </message>
    <message>
        <source>The request names something that this service does not serve.</source>
        <translation>Die Anfrage nennt etwas, das dieser Dienst nicht anbietet.</translation>
    </message>
    <message>
        <source>The service called the webhook of the enrollment and got no usable answer, so the device got no hub.</source>
        <translation>Der Dienst hat den Webhook des Enrollments aufgerufen und keine brauchbare Antwort erhalten. Das Gerät hat deshalb keinen Hub bekommen.</translation>
    </message>
    <message>
        <source>The service cannot work with the request as it is.</source>
        <translation>Der Dienst kann mit der Anfrage so nicht arbeiten.</translation>
    </message>
    <message>
        <source>The service failed</source>
        <translation>Der Dienst ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The service takes application/json only.</source>
        <translation>Der Dienst nimmt nur application/json an.</translation>
    </message>
    <message>
        <source>The service understood the request but refuses a value in it.</source>
        <translation>Der Dienst hat die Anfrage verstanden, lehnt aber einen Wert darin ab.</translation>
    </message>
    <message>
        <source>Then let the device register again: nothing happens before.</source>
        <translation>Danach das Gerät erneut registrieren lassen: Vorher geschieht nichts.</translation>
    </message>
    <message>
        <source>There is no registration record, or no running operation, of this name.</source>
        <translation>Es gibt keinen Registrierungsdatensatz oder keine laufende Operation dieses Namens.</translation>
    </message>
    <message>
        <source>There is nothing at this path</source>
        <translation>Unter diesem Pfad gibt es nichts</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>Too many requests</source>
        <translation>Zu viele Anfragen</translation>
    </message>
    <message>
        <source>Too much payload in one message.</source>
        <translation>Zu viele Nutzdaten in einer Nachricht.</translation>
    </message>
    <message>
        <source>Try again in a minute; it is the service&apos;s side.</source>
        <translation>In einer Minute erneut versuchen; die Ursache liegt beim Dienst.</translation>
    </message>
    <message>
        <source>Two devices carry the same registration ID.</source>
        <translation>Zwei Geräte tragen dieselbe Registrierungs-ID.</translation>
    </message>
    <message>
        <source>Update the connection string of the link with az iot dps linked-hub update.</source>
        <translation>Die Verbindungszeichenfolge der Verknüpfung mit az iot dps linked-hub update erneuern.</translation>
    </message>
    <message>
        <source>Update the link with az iot dps linked-hub update.</source>
        <translation>Die Verknüpfung mit az iot dps linked-hub update erneuern.</translation>
    </message>
    <message>
        <source>Use a policy with the right for it, or have the address allowed.</source>
        <translation>Eine Richtlinie mit diesem Recht verwenden oder die Adresse zulassen.</translation>
    </message>
    <message>
        <source>Use an API version that the hub documents.</source>
        <translation>Eine API-Version verwenden, die der Hub dokumentiert.</translation>
    </message>
    <message>
        <source>Wait as long as Retry-After says, then back off with jitter.</source>
        <translation>So lange warten, wie Retry-After angibt, danach mit zufällig wachsendem Abstand.</translation>
    </message>
    <message>
        <source>What was asked for does not exist.</source>
        <translation>Was angefragt wurde, gibt es nicht.</translation>
    </message>
    <message>
        <source>Who asks could not prove what it claims to be, or no enrollment matches the proof.</source>
        <translation>Der Anfragende konnte nicht belegen, wer er ist, oder kein Enrollment passt zum Nachweis.</translation>
    </message>
    <message>
        <source>Who asks is known, but may not do this.</source>
        <translation>Der Anfragende ist bekannt, darf dies aber nicht.</translation>
    </message>
    <message>
        <source>Wrong content type</source>
        <translation>Falscher Inhaltstyp</translation>
    </message>
</context>
<context>
    <name>Filter</name>
    <message>
        <source>reprovision policy</source>
        <translation>Reprovisioning-Richtlinie</translation>
    </message>
    <message>
        <source>hub it is on or may go to</source>
        <translation>Hub, auf dem es ist oder auf den es darf</translation>
    </message>
    <message>
        <source>registration status</source>
        <translation>Status der Registrierung</translation>
    </message>
    <message>
        <source>individual or group</source>
        <translation>einzeln oder Gruppe</translation>
    </message>
    <message>
        <source>allocation policy</source>
        <translation>Zuteilungsrichtlinie</translation>
    </message>
    <message>
        <source>how devices prove who they are</source>
        <translation>wie sich Geräte ausweisen</translation>
    </message>
    <message>
        <source>what the last registration did</source>
        <translation>was die letzte Registrierung bewirkte</translation>
    </message>
    <message>
        <source>last change: &lt;7d, &gt;1h, 2d..7d, 2026-01-31</source>
        <translation>letzte Änderung: &lt;7d, &gt;1h, 2d..7d, 2026-01-31</translation>
    </message>
    <message>
        <source>creation: &lt;7d, &gt;1h, 2d..7d, 2026-01-31</source>
        <translation>Erstellung: &lt;7d, &gt;1h, 2d..7d, 2026-01-31</translation>
    </message>
    <message>
        <source>enrollment group</source>
        <translation>Enrollment-Gruppe</translation>
    </message>
    <message>
        <source>registration ID or group ID</source>
        <translation>Registrierungs-ID oder Gruppen-ID</translation>
    </message>
    <message>
        <source>device ID</source>
        <translation>Geräte-ID</translation>
    </message>
    <message>
        <source>hub before the last move</source>
        <translation>Hub vor dem letzten Umzug</translation>
    </message>
    <message>
        <source>error code of the record</source>
        <translation>Fehlercode des Datensatzes</translation>
    </message>
    <message>
        <source>where the newest facts came from</source>
        <translation>woher die neuesten Angaben kamen</translation>
    </message>
    <message>
        <source>registration records of a group</source>
        <translation>Registrierungsdatensätze einer Gruppe</translation>
    </message>
    <message>
        <source>A value is missing after “%1:”. Type one or remove the term.</source>
        <translation>Nach „%1:“ fehlt ein Wert. Einen eingeben oder den Begriff entfernen.</translation>
    </message>
    <message>
        <source>“%1” is not a value of %2. Use one of: %3.</source>
        <translation>„%1“ ist kein Wert von %2. Möglich sind: %3.</translation>
    </message>
    <message>
        <source>“%1” is no time. Use &lt;7d, &gt;1h, 2d..7d or a date like 2026-01-31.</source>
        <translation>„%1“ ist keine Zeit. Möglich sind &lt;7d, &gt;1h, 2d..7d oder ein Datum wie 2026-01-31.</translation>
    </message>
    <message>
        <source>“%1” is no number. Use 5, &lt;5, &gt;5 or 1..5.</source>
        <translation>„%1“ ist keine Zahl. Möglich sind 5, &lt;5, &gt;5 oder 1..5.</translation>
    </message>
    <message>
        <source>The quote is not closed. Add a second one.</source>
        <translation>Das Anführungszeichen ist nicht geschlossen. Ein zweites setzen.</translation>
    </message>
    <message>
        <source>“!” negates nothing here. Write the term right after it.</source>
        <translation>„!“ verneint hier nichts. Den Begriff direkt dahinter schreiben.</translation>
    </message>
    <message>
        <source>Nothing stands between the commas. Remove one.</source>
        <translation>Zwischen den Kommas steht nichts. Eines entfernen.</translation>
    </message>
    <message>
        <source>No field is called “%1”. Use one of: %2; or quote the text.</source>
        <translation>Kein Feld heißt „%1“. Möglich sind: %2; oder den Text in Anführungszeichen setzen.</translation>
    </message>
    <message>
        <source>Enrollments have no field “%1”. It works on Devices.</source>
        <translation>Enrollments haben kein Feld „%1“. Es gilt auf Geräte.</translation>
    </message>
    <message>
        <source>Devices have no field “%1”. It works on Enrollments.</source>
        <translation>Geräte haben kein Feld „%1“. Es gilt auf Enrollments.</translation>
    </message>
    <message>
        <source>what a rule found; * for any</source>
        <translation>was eine Regel gefunden hat; * für alle</translation>
    </message>
    <message>
        <source>declared API version: &lt;=2018-04-01, &gt;2018-04-01, unknown</source>
        <translation>angegebene API-Version: &lt;=2018-04-01, &gt;2018-04-01, unknown</translation>
    </message>
    <message>
        <source>declared SDK of its devices</source>
        <translation>angegebenes SDK der Geräte</translation>
    </message>
    <message>
        <source>“%1” is no API version. Use 2018-04-01, &lt;=2018-04-01, &gt;2018-04-01 or unknown.</source>
        <translation>„%1“ ist keine API-Version. 2018-04-01, &lt;=2018-04-01, &gt;2018-04-01 oder unknown schreiben.</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Policy not set and an old device API</source>
        <translation>Richtlinie nicht gesetzt und alte Geräte-API</translation>
    </message>
    <message>
        <source>Never reprovision with several hubs</source>
        <translation>„Nie“ bei mehreren Hubs</translation>
    </message>
    <message>
        <source>Names a hub that is not linked</source>
        <translation>Nennt einen Hub, der nicht verknüpft ist</translation>
    </message>
    <message>
        <source>Static allocation without exactly one hub</source>
        <translation>Statische Zuteilung ohne genau einen Hub</translation>
    </message>
    <message>
        <source>Every hub is closed to allocation</source>
        <translation>Alle Hubs sind für die Zuteilung geschlossen</translation>
    </message>
    <message>
        <source>Custom allocation without a webhook</source>
        <translation>Benutzerdefinierte Zuteilung ohne Webhook</translation>
    </message>
    <message>
        <source>Names no hub</source>
        <translation>Nennt keinen Hub</translation>
    </message>
    <message>
        <source>Certificate near its end</source>
        <translation>Zertifikat läuft bald ab</translation>
    </message>
    <message>
        <source>Initial twin near its limit</source>
        <translation>Anfangszwilling nahe an der Grenze</translation>
    </message>
    <message>
        <source>Enrollment groups near their limit</source>
        <translation>Zahl der Enrollment-Gruppen nahe an der Grenze</translation>
    </message>
    <message>
        <source>Records of a deleted group</source>
        <translation>Datensätze einer gelöschten Gruppe</translation>
    </message>
    <message>
        <source>Quota nearly used</source>
        <translation>Kontingent fast ausgeschöpft</translation>
    </message>
    <message>
        <source>Devices on API 2018-04-01 or older stay on their hub for ever while no policy is set.</source>
        <translation>Geräte mit API 2018-04-01 oder älter bleiben für immer auf ihrem Hub, solange keine Richtlinie gesetzt ist.</translation>
    </message>
    <message>
        <source>The first registration chooses a hub; changing hubs or allocation later moves nobody.</source>
        <translation>Die erste Registrierung wählt den Hub; spätere Änderungen an Hubs oder Zuteilung bewegen niemanden.</translation>
    </message>
    <message>
        <source>Registrations that are sent to a hub that is not linked fail until it is removed.</source>
        <translation>Registrierungen, die ein nicht verknüpfter Hub bekommt, schlagen fehl, bis er entfernt ist.</translation>
    </message>
    <message>
        <source>Static allocation needs exactly one hub; registrations fail without one.</source>
        <translation>Statische Zuteilung braucht genau einen Hub; sonst schlagen Registrierungen fehl.</translation>
    </message>
    <message>
        <source>A closed hub stays linked but gets no devices: registrations find no hub.</source>
        <translation>Ein geschlossener Hub bleibt verknüpft, bekommt aber keine Geräte: Registrierungen finden keinen Hub.</translation>
    </message>
    <message>
        <source>The service has nobody to ask for a hub; registrations fail.</source>
        <translation>Der Dienst kann niemanden nach einem Hub fragen; Registrierungen schlagen fehl.</translation>
    </message>
    <message>
        <source>Every linked hub may get these devices, and each hub that is linked later as well.</source>
        <translation>Jeder verknüpfte Hub kann diese Geräte bekommen, auch jeder, der später verknüpft wird.</translation>
    </message>
    <message>
        <source>After its end no device can prove who it is with this certificate.</source>
        <translation>Nach dem Ablauf kann sich kein Gerät mehr mit diesem Zertifikat ausweisen.</translation>
    </message>
    <message>
        <source>A hub takes 8 KB of tags and 32 KB of desired properties; more is refused.</source>
        <translation>Ein Hub nimmt 8 KB Tags und 32 KB gewünschte Eigenschaften an; mehr lehnt er ab.</translation>
    </message>
    <message>
        <source>The service takes 100 groups of each attestation; the limit of symmetric-key groups is fixed.</source>
        <translation>Der Dienst nimmt 100 Gruppen je Nachweis an; für Gruppen mit symmetrischem Schlüssel ist die Grenze fest.</translation>
    </message>
    <message>
        <source>Records outlive their group and count against the quota until they are deleted.</source>
        <translation>Datensätze überleben ihre Gruppe und zählen zum Kontingent, bis sie gelöscht werden.</translation>
    </message>
    <message>
        <source>At the limit the service refuses what is new.</source>
        <translation>An der Grenze lehnt der Dienst alles Neue ab.</translation>
    </message>
    <message>
        <source>Set policy to migrate</source>
        <translation>Richtlinie auf Migrieren setzen</translation>
    </message>
    <message>
        <source>Set allocation to hashed</source>
        <translation>Zuteilung auf gleichmäßig gewichtet setzen</translation>
    </message>
    <message>
        <source>Remove hubs that are not linked</source>
        <translation>Nicht verknüpfte Hubs entfernen</translation>
    </message>
    <message>
        <source>Name the linked hubs</source>
        <translation>Verknüpfte Hubs nennen</translation>
    </message>
    <message>
        <source>%1 of %2 individual enrollments</source>
        <translation>%1 von %2 individuellen Enrollments</translation>
    </message>
    <message>
        <source>%1 of %2 registration records</source>
        <translation>%1 von %2 Registrierungsdatensätzen</translation>
    </message>
    <message>
        <source>%1 of %2 linked hubs</source>
        <translation>%1 von %2 verknüpften Hubs</translation>
    </message>
    <message>
        <source>%1 of %2 symmetric-key groups</source>
        <translation>%1 von %2 Gruppen mit symmetrischem Schlüssel</translation>
    </message>
    <message>
        <source>%1 of %2 X.509 groups</source>
        <translation>%1 von %2 X.509-Gruppen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln enrollment(s)</source>
        <translation>
            <numerusform>%Ln Enrollment</numerusform>
            <numerusform>%Ln Enrollments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln Datensatz</numerusform>
            <numerusform>%Ln Datensätze</numerusform>
        </translation>
    </message>
    <message>
        <source>not linked: %1</source>
        <translation>nicht verknüpft: %1</translation>
    </message>
    <message numerus="yes">
        <source>names %Ln hub(s)</source>
        <translation>
            <numerusform>nennt %Ln Hub</numerusform>
            <numerusform>nennt %Ln Hubs</numerusform>
        </translation>
    </message>
    <message>
        <source>names no hub: all linked</source>
        <translation>nennt keinen Hub: alle verknüpften</translation>
    </message>
    <message>
        <source>closed: %1</source>
        <translation>geschlossen: %1</translation>
    </message>
    <message>
        <source>all linked hubs are closed</source>
        <translation>alle verknüpften Hubs sind geschlossen</translation>
    </message>
    <message>
        <source>ends %1</source>
        <translation>läuft ab: %1</translation>
    </message>
    <message>
        <source>%1 % of what a hub takes</source>
        <translation>%1 % dessen, was ein Hub annimmt</translation>
    </message>
    <message>
        <source>%1: the API version of their devices is not declared</source>
        <translation>%1: API-Version der Geräte nicht angegeben</translation>
    </message>
    <message>
        <source>%1: linked hubs are not known</source>
        <translation>%1: verknüpfte Hubs nicht bekannt</translation>
    </message>
    <message>
        <source>declared: %1</source>
        <translation>angegeben: %1</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>A part of the journal cannot be read. It is damaged and was left out.</source>
        <translation>Ein Teil des Journals ist nicht lesbar. Er ist beschädigt und wurde ausgelassen.</translation>
    </message>
</context>
<context>
    <name>PendingFields</name>
    <message>
        <source>(absent)</source>
        <translation>(fehlt)</translation>
    </message>
    <message>
        <source>(present key)</source>
        <translation>(bisheriger Schlüssel)</translation>
    </message>
    <message>
        <source>(new key)</source>
        <translation>(neuer Schlüssel)</translation>
    </message>
    <message>
        <source>(present code)</source>
        <translation>(vorhandener Code)</translation>
    </message>
    <message>
        <source>(new code)</source>
        <translation>(neuer Code)</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>The connection was closed before the answer came.</source>
        <translation>Die Verbindung wurde geschlossen, bevor die Antwort kam.</translation>
    </message>
</context>
<context>
    <name>Scenario</name>
    <message>
        <source>Demo fleet</source>
        <translation>Demoflotte</translation>
    </message>
    <message>
        <source>Pumps, meters, lines and gateways of a fictional maker on five hubs, while a second administrator moves some of them and a power cut meets the quota.</source>
        <translation>Pumpen, Zähler, Linien und Gateways eines erfundenen Herstellers auf fünf Hubs, während ein zweiter Administrator einige davon umzieht und ein Stromausfall auf das Kontingent trifft.</translation>
    </message>
    <message>
        <source>New pumps are switched on and register for the first time.</source>
        <translation>Neue Pumpen werden eingeschaltet und registrieren sich zum ersten Mal.</translation>
    </message>
    <message>
        <source>A second administrator moves the group pumps-west to hub-neu. Its devices migrate as they register again.</source>
        <translation>Ein zweiter Administrator verlegt die Gruppe pumps-west nach hub-neu. Ihre Geräte migrieren, sobald sie sich erneut registrieren.</translation>
    </message>
    <message>
        <source>The group line-7 moves to hub-sea with policy reset: its devices start from the initial twin.</source>
        <translation>Die Gruppe line-7 zieht mit der Richtlinie Zurücksetzen nach hub-sea: Ihre Geräte beginnen beim Anfangszwilling.</translation>
    </message>
    <message>
        <source>The group meters-nordic changes its allocation from lowest latency to evenly weighted: some meters move.</source>
        <translation>Die Gruppe meters-nordic wechselt von geringster Latenz zu gleichmäßiger Gewichtung: Einige Zähler ziehen um.</translation>
    </message>
    <message>
        <source>The group legacy-controllers gets another hub, but stores no policy: its old devices stay where they are.</source>
        <translation>Die Gruppe legacy-controllers bekommt einen anderen Hub, speichert aber keine Richtlinie: Ihre alten Geräte bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Gateways in Lyon are reset to their initial twin without moving.</source>
        <translation>Gateways in Lyon werden ohne Umzug auf ihren Anfangszwilling zurückgesetzt.</translation>
    </message>
    <message>
        <source>A disabled line and three misconfigured presses ask, and are refused with a reason.</source>
        <translation>Eine deaktivierte Linie und drei falsch eingerichtete Pressen fragen an und werden mit Begründung abgewiesen.</translation>
    </message>
    <message>
        <source>Trackers without memory look their registration up before they ask for more.</source>
        <translation>Tracker ohne Gedächtnis schlagen ihre Registrierung nach, bevor sie mehr verlangen.</translation>
    </message>
    <message>
        <source>A power cut: hundreds of devices register at once. The quota is spent and the rest is refused.</source>
        <translation>Ein Stromausfall: Hunderte Geräte registrieren sich zugleich. Das Kontingent wird verbraucht, der Rest abgelehnt.</translation>
    </message>
    <message>
        <source>The fleet calms down: now and then a device registers again.</source>
        <translation>Die Flotte beruhigt sich: Ab und zu registriert sich ein Gerät erneut.</translation>
    </message>
    <message>
        <source>The second administrator moves pumps-west back to hub-weu.</source>
        <translation>Der zweite Administrator verlegt pumps-west zurück nach hub-weu.</translation>
    </message>
    <message>
        <source>The second administrator moves line-7 back to hub-eus.</source>
        <translation>Der zweite Administrator verlegt line-7 zurück nach hub-eus.</translation>
    </message>
    <message>
        <source>The second administrator lets meters-nordic choose by lowest latency again.</source>
        <translation>Der zweite Administrator lässt meters-nordic wieder nach geringster Latenz wählen.</translation>
    </message>
    <message>
        <source>The second administrator moves pumps-west to hub-neu.</source>
        <translation>Der zweite Administrator verlegt pumps-west nach hub-neu.</translation>
    </message>
    <message>
        <source>The second administrator moves line-7 to hub-sea.</source>
        <translation>Der zweite Administrator verlegt line-7 nach hub-sea.</translation>
    </message>
    <message>
        <source>The second administrator lets meters-nordic choose by weight.</source>
        <translation>Der zweite Administrator lässt meters-nordic nach Gewicht wählen.</translation>
    </message>
    <message>
        <source>Quarantine and return</source>
        <translation>Quarantäne und Rückkehr</translation>
    </message>
    <message>
        <source>One pump of a group misbehaves. It is moved alone to a hub for repair, and back to its own.</source>
        <translation>Eine Pumpe einer Gruppe verhält sich falsch. Sie wird allein auf einen Hub zur Reparatur verlegt und wieder zurück.</translation>
    </message>
    <message>
        <source>The fleet is calm: now and then a device registers again.</source>
        <translation>Die Flotte ist ruhig: Ab und zu registriert sich ein Gerät erneut.</translation>
    </message>
    <message>
        <source>Pump pump-harbour-0007 misbehaves. Its group pumps-harbour keeps it on hub-weu. Open Devices and find it.</source>
        <translation>Die Pumpe pump-harbour-0007 verhält sich falsch. Ihre Gruppe pumps-harbour hält sie auf hub-weu. Die Seite Geräte öffnen und sie suchen.</translation>
    </message>
    <message>
        <source>Nothing has moved: a change waits until the device registers again. Let the pump restart.</source>
        <translation>Nichts ist umgezogen: Eine Änderung wartet, bis sich das Gerät erneut registriert. Die Pumpe neu starten lassen.</translation>
    </message>
    <message>
        <source>Let the pump restart. It registers, leaves hub-quarantine and takes its twin back to hub-weu.</source>
        <translation>Die Pumpe neu starten lassen. Sie registriert sich, verlässt hub-quarantine und nimmt ihren Zwilling mit zurück nach hub-weu.</translation>
    </message>
    <message>
        <source>Geolocation move</source>
        <translation>Umzug mit dem Standort</translation>
    </message>
    <message>
        <source>Containers travel; lowest latency gives them the nearest hub, and their twins come along.</source>
        <translation>Container reisen; die niedrigste Latenz gibt ihnen den nächsten Hub, ihre Zwillinge kommen mit.</translation>
    </message>
    <message>
        <source>In the harbour of Rotterdam all is calm: now and then a crane registers again.</source>
        <translation>Im Hafen von Rotterdam ist es ruhig: Ab und zu registriert sich ein Kran wieder.</translation>
    </message>
    <message>
        <source>Sixty containers arrive in Singapore. Nothing moves yet: a device is placed when it registers.</source>
        <translation>Sechzig Container kommen in Singapur an. Noch zieht nichts um: Ein Gerät bekommt seinen Hub, wenn es sich registriert.</translation>
    </message>
    <message>
        <source>The containers in Singapore register. The nearest hub is hub-sea now, and their twins migrate.</source>
        <translation>Die Container in Singapur registrieren sich. Der nächste Hub ist jetzt hub-sea, und ihre Zwillinge ziehen mit um.</translation>
    </message>
    <message>
        <source>Containers arrive in New York and register: they leave hub-weu for hub-eus.</source>
        <translation>Container kommen in New York an und registrieren sich: Sie ziehen von hub-weu nach hub-eus um.</translation>
    </message>
    <message>
        <source>Cold boxes arrive in New York too. Their policy is never: they register, and stay on hub-weu.</source>
        <translation>Auch Kühlboxen kommen in New York an. Ihre Richtlinie ist Nie: Sie registrieren sich und bleiben auf hub-weu.</translation>
    </message>
    <message>
        <source>The containers come home to Rotterdam and register again.</source>
        <translation>Die Container kommen heim nach Rotterdam und registrieren sich wieder.</translation>
    </message>
    <message>
        <source>The containers travel again: half to Singapore, half to New York.</source>
        <translation>Die Container reisen wieder: die einen nach Singapur, die anderen nach New York.</translation>
    </message>
    <message>
        <source>Multi-tenancy</source>
        <translation>Mehrere Mandanten</translation>
    </message>
    <message>
        <source>Charging stations change hands: another customer, another hub, and a twin that starts afresh.</source>
        <translation>Ladestationen wechseln den Besitzer: anderer Kunde, anderer Hub, ein frischer Zwilling.</translation>
    </message>
    <message>
        <source>Three customers, three hubs. Now and then a station registers again.</source>
        <translation>Drei Kunden, drei Hubs. Ab und zu registriert sich eine Station wieder.</translation>
    </message>
    <message>
        <source>Eight stations of Northwind are sold to Fabrikam: an individual enrollment for each names the new hub, with policy reset.</source>
        <translation>Acht Stationen von Northwind werden an Fabrikam verkauft: Ein einzelnes Enrollment nennt für jede den neuen Hub, mit der Richtlinie Zurücksetzen.</translation>
    </message>
    <message>
        <source>The sold stations register. They move to hub-fabrikam and start from its initial twin: what Northwind had stays behind.</source>
        <translation>Die verkauften Stationen registrieren sich. Sie ziehen nach hub-fabrikam um und beginnen mit dem Anfangszwilling: Was Northwind hatte, bleibt zurück.</translation>
    </message>
    <message>
        <source>Contoso becomes a site of Fabrikam. Its group gets the new hub with policy migrate: the same operator keeps its data.</source>
        <translation>Contoso wird ein Standort von Fabrikam. Seine Gruppe bekommt den neuen Hub mit der Richtlinie Migrieren: Derselbe Betreiber behält seine Daten.</translation>
    </message>
    <message>
        <source>Two sold stations go back to Northwind: their enrollments name hub-northwind, and they are reset once more.</source>
        <translation>Zwei verkaufte Stationen gehen an Northwind zurück: Ihre Enrollments nennen hub-northwind, und sie werden noch einmal zurückgesetzt.</translation>
    </message>
    <message>
        <source>Solution change</source>
        <translation>Wechsel der Lösung</translation>
    </message>
    <message>
        <source>Elevators move to a new solution on another hub: one first, then site by site.</source>
        <translation>Aufzüge ziehen zu einer neuen Lösung auf einem anderen Hub um: erst einer, dann Ort für Ort.</translation>
    </message>
    <message>
        <source>All elevators report to the old solution on hub-solution-1.</source>
        <translation>Alle Aufzüge melden sich bei der alten Lösung auf hub-solution-1.</translation>
    </message>
    <message>
        <source>One elevator in Berlin goes first: an individual enrollment names hub-solution-2 and keeps its key and its data.</source>
        <translation>Ein Aufzug in Berlin geht voran: Ein einzelnes Enrollment nennt hub-solution-2 und behält seinen Schlüssel und seine Daten.</translation>
    </message>
    <message>
        <source>It works. The group of Berlin gets the new hub, and its elevators migrate as they register.</source>
        <translation>Es geht gut. Die Gruppe von Berlin bekommt den neuen Hub, und ihre Aufzüge ziehen um, wenn sie sich registrieren.</translation>
    </message>
    <message>
        <source>Madrid follows.</source>
        <translation>Madrid folgt.</translation>
    </message>
    <message>
        <source>Oslo comes last. The old hub is left without devices.</source>
        <translation>Oslo kommt zuletzt. Der alte Hub bleibt ohne Geräte zurück.</translation>
    </message>
    <message>
        <source>Factory reset without moving</source>
        <translation>Zurücksetzen ohne Umzug</translation>
    </message>
    <message>
        <source>Rented coffee machines return to their initial twin between tenants, and stay on their hub.</source>
        <translation>Mietkaffeemaschinen kehren zwischen Mietern zum Anfangszwilling zurück, auf ihrem Hub.</translation>
    </message>
    <message>
        <source>Machines brew. Now and then a grinder registers again.</source>
        <translation>Die Maschinen brühen. Ab und zu registriert sich eine Mühle wieder.</translation>
    </message>
    <message>
        <source>Twenty rented machines come back and register. Their policy is reset: they stay on hub-weu, and their twins become the initial one.</source>
        <translation>Zwanzig gemietete Maschinen kommen zurück und registrieren sich. Ihre Richtlinie ist Zurücksetzen: Sie bleiben auf hub-weu, und ihre Zwillinge werden wieder der Anfangszwilling.</translation>
    </message>
    <message>
        <source>Machines of an office register too. Their policy is migrate: on the same hub, nothing changes and nothing is lost.</source>
        <translation>Auch Maschinen eines Büros registrieren sich. Ihre Richtlinie ist Migrieren: Auf demselben Hub ändert sich nichts, und nichts geht verloren.</translation>
    </message>
    <message>
        <source>The group of rented machines gets a new initial twin, and the next reset hands it out.</source>
        <translation>Die Gruppe der gemieteten Maschinen bekommt einen neuen Anfangszwilling, und das nächste Zurücksetzen gibt ihn aus.</translation>
    </message>
    <message>
        <source>Backwards compatibility</source>
        <translation>Abwärtskompatibilität</translation>
    </message>
    <message>
        <source>A group without a policy: devices of the old API stay on their hub until a policy is set.</source>
        <translation>Eine Gruppe ohne Richtlinie: Geräte der alten API bleiben auf ihrem Hub, bis eine gesetzt ist.</translation>
    </message>
    <message>
        <source>Controllers of two generations share a group that has no reprovision policy.</source>
        <translation>Steuerungen zweier Generationen teilen sich eine Gruppe ohne Reprovisioning-Richtlinie.</translation>
    </message>
    <message>
        <source>The group gets hub-new, and all of its devices register. Those of the API of 2018-04-01 stay, the newer ones move.</source>
        <translation>Die Gruppe bekommt hub-new, und alle ihre Geräte registrieren sich. Die mit der API von 2018-04-01 bleiben, die neueren ziehen um.</translation>
    </message>
    <message>
        <source>Now the group gets the policy migrate. A policy that is set takes precedence: the old devices move too, with the software they have.</source>
        <translation>Jetzt bekommt die Gruppe die Richtlinie Migrieren. Eine gesetzte Richtlinie hat Vorrang: Auch die alten Geräte ziehen um, mit der Software, die sie haben.</translation>
    </message>
    <message>
        <source>Another group gets hub-new with the policy never: its devices register, and stay.</source>
        <translation>Eine andere Gruppe bekommt hub-new mit der Richtlinie Nie: Ihre Geräte registrieren sich und bleiben.</translation>
    </message>
    <message>
        <source>Mass reboot against the quota</source>
        <translation>Massenneustart gegen das Kontingent</translation>
    </message>
    <message>
        <source>1,800 devices register at once after a power cut, and later as the guidance says.</source>
        <translation>1.800 Geräte registrieren sich nach einem Stromausfall auf einmal, später wie empfohlen.</translation>
    </message>
    <message>
        <source>A power cut ends and every device registers at once: 1,800 against a quota of 1,000 a minute. The rest is refused with Retry-After.</source>
        <translation>Ein Stromausfall endet, und jedes Gerät registriert sich auf einmal: 1.800 gegen ein Kontingent von 1.000 in der Minute. Der Rest wird mit Retry-After abgewiesen.</translation>
    </message>
    <message>
        <source>The same fleet in phases: 800 a minute. Nobody is refused, and it is done in little more than two minutes.</source>
        <translation>Dieselbe Flotte in Phasen: 800 in der Minute. Niemand wird abgewiesen, und nach gut zwei Minuten ist es geschafft.</translation>
    </message>
    <message>
        <source>At last as the guidance says: every device restarts, but tries the hub that it remembers first. Hardly anybody registers.</source>
        <translation>Zuletzt, wie es die Empfehlung sagt: Jedes Gerät startet neu, versucht aber zuerst den Hub, den es kennt. Kaum eines registriert sich.</translation>
    </message>
    <message>
        <source>An individual enrollment beats the group. Create one for this pump: the key that the pump derives from its group, policy migrate, static allocation to hub-quarantine. Then apply it in the tray.</source>
        <translation>Ein einzelnes Enrollment geht der Gruppe vor. Eines für diese Pumpe anlegen: mit dem Schlüssel, den die Pumpe von ihrer Gruppe ableitet, Richtlinie Migrieren, feste Zuteilung zu hub-quarantine. Dann in der Ablage anwenden.</translation>
    </message>
    <message>
        <source>The pump is on hub-quarantine with its twin, alone; the group&apos;s other pumps stayed. Once it is repaired, give its enrollment hub-weu instead, and apply that in the tray.</source>
        <translation>Die Pumpe ist mit ihrem Zwilling auf hub-quarantine, allein; die anderen Pumpen der Gruppe blieben. Ist sie repariert, ihrem Enrollment stattdessen hub-weu geben und das in der Ablage anwenden.</translation>
    </message>
    <message>
        <source>Delete the individual enrollment, but only now, and apply that in the tray: the group decides about this pump again, and it is where the group wants it.</source>
        <translation>Das einzelne Enrollment löschen, aber erst jetzt, und das in der Ablage anwenden: Die Gruppe entscheidet wieder über diese Pumpe, und sie ist, wo die Gruppe sie haben will.</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>The local copy of an enrollment cannot be read or written. Check free disk space.</source>
        <translation>Die lokale Kopie eines Enrollments kann nicht gelesen oder geschrieben werden. Freien Speicherplatz prüfen.</translation>
    </message>
    <message>
        <source>The journal cannot be written. Edits stay refused until its folder is writable.</source>
        <translation>Das Journal kann nicht geschrieben werden. Änderungen bleiben verweigert, bis sein Ordner beschreibbar ist.</translation>
    </message>
    <message>
        <source>The journal is damaged or newer than this program. It was set aside and a new one begun.</source>
        <translation>Das Journal ist beschädigt oder neuer als dieses Programm. Es wurde beiseitegelegt und ein neues begonnen.</translation>
    </message>
    <message>
        <source>The journal could not be written. Free disk space; it tries again by itself.</source>
        <translation>Das Journal konnte nicht geschrieben werden. Speicherplatz schaffen; es versucht es von selbst erneut.</translation>
    </message>
    <message>
        <source>Nothing was sent: the journal cannot be written. Check its folder.</source>
        <translation>Nichts wurde gesendet: Das Journal kann nicht geschrieben werden. Seinen Ordner prüfen.</translation>
    </message>
    <message>
        <source>The keychain has no key for this connection. Paste its connection string again.</source>
        <translation>Der Schlüsselbund hat keinen Schlüssel für diese Verbindung. Ihre Verbindungszeichenfolge erneut einfügen.</translation>
    </message>
    <message>
        <source>This computer has no keychain. The key is kept in memory until Rehome closes.</source>
        <translation>Dieser Computer hat keinen Schlüsselbund. Der Schlüssel bleibt im Speicher, bis Rehome schließt.</translation>
    </message>
    <message>
        <source>The keychain refused access. Unlock it and try again.</source>
        <translation>Der Schlüsselbund verweigerte den Zugriff. Entsperren und erneut versuchen.</translation>
    </message>
    <message>
        <source>The keychain did not do its work. Unlock it and try again.</source>
        <translation>Der Schlüsselbund hat versagt. Entsperren und erneut versuchen.</translation>
    </message>
    <message>
        <source>The connection is not open. Connect and try again.</source>
        <translation>Die Verbindung ist nicht offen. Verbinden und erneut versuchen.</translation>
    </message>
    <message>
        <source>This enrollment is not known any more. Refresh the list.</source>
        <translation>Dieses Enrollment ist nicht mehr bekannt. Die Liste aktualisieren.</translation>
    </message>
    <message>
        <source>The connection was closed.</source>
        <translation>Die Verbindung wurde geschlossen.</translation>
    </message>
    <message>
        <source>This hub&apos;s twins are not visible without its connection string. Add it in Hubs.</source>
        <translation>Die Zwillinge dieses Hubs sind ohne seine Verbindungszeichenfolge nicht sichtbar. Unter Hubs hinzufügen.</translation>
    </message>
    <message>
        <source>A part of the journal is damaged and cannot be shown.</source>
        <translation>Ein Teil des Journals ist beschädigt und kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>The keychain&apos;s entry for undo is no key. Keys of enrollments are not kept for undo.</source>
        <translation>Der Eintrag des Schlüsselbunds für Rückgängig ist kein Schlüssel. Schlüssel von Registrierungen werden nicht für Rückgängig aufbewahrt.</translation>
    </message>
    <message>
        <source>This computer has no keychain. Keys of enrollments are not kept for undo.</source>
        <translation>Dieser Rechner hat keinen Schlüsselbund. Schlüssel von Registrierungen werden nicht für Rückgängig aufbewahrt.</translation>
    </message>
    <message>
        <source>The journal&apos;s list of changes cannot be read.</source>
        <translation>Die Liste der Änderungen im Journal lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The list of devices that are disabled for a moment cannot be read: %1. Look in their hubs whether any is left disabled, then remove that file.</source>
        <translation>Die Liste der kurz deaktivierten Geräte kann nicht gelesen werden: %1. Sehen Sie in den Hubs nach, ob eines deaktiviert geblieben ist, und entfernen Sie dann diese Datei.</translation>
    </message>
    <message>
        <source>The list of devices that are disabled for a moment cannot be written: %1. No device is disabled without it.</source>
        <translation>Die Liste der kurz deaktivierten Geräte kann nicht geschrieben werden: %1. Ohne sie wird kein Gerät deaktiviert.</translation>
    </message>
    <message>
        <source>The journal cannot be read.</source>
        <translation>Das Journal kann nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>UndoPlan</name>
    <message>
        <source>Its X.509 certificates are not known here. Undo restores only certificates that this program sent or imported.</source>
        <translation>Ihre X.509-Zertifikate sind hier nicht bekannt. Rückgängig stellt nur Zertifikate wieder her, die dieses Programm gesendet oder importiert hat.</translation>
    </message>
    <message>
        <source>It was deleted already.</source>
        <translation>Es wurde bereits gelöscht.</translation>
    </message>
    <message>
        <source>It was changed after it was created. Undo deletes the newer version, too.</source>
        <translation>Sie wurde nach dem Anlegen geändert. Rückgängig löscht auch die neuere Fassung.</translation>
    </message>
    <message>
        <source>An enrollment with this ID exists again. Delete or edit that one.</source>
        <translation>Es gibt wieder eine Registrierung mit dieser ID. Diese löschen oder bearbeiten.</translation>
    </message>
    <message>
        <source>The journal does not know what it was like.</source>
        <translation>Das Journal kennt seinen früheren Stand nicht.</translation>
    </message>
    <message>
        <source>It was deleted since. Take that back first, or create it again.</source>
        <translation>Sie wurde seitdem gelöscht. Zuerst das Löschen rückgängig machen oder sie neu anlegen.</translation>
    </message>
    <message>
        <source>It is as it was before already.</source>
        <translation>Sie ist bereits wie vorher.</translation>
    </message>
    <message>
        <source>Its earlier keys are not kept here. Undo cannot restore them.</source>
        <translation>Ihre früheren Schlüssel sind hier nicht aufbewahrt. Rückgängig kann sie nicht wiederherstellen.</translation>
    </message>
    <message>
        <source>It was changed since. Compare and choose.</source>
        <translation>Sie wurde seitdem geändert. Vergleichen und wählen.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Unassigned</source>
        <translation>Nicht zugewiesen</translation>
    </message>
    <message>
        <source>Assigning</source>
        <translation>In Zuweisung</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>Zugewiesen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Deaktiviert</translation>
    </message>
    <message>
        <source>Initial assignment</source>
        <translation>Erste Zuweisung</translation>
    </message>
    <message>
        <source>Data migrated</source>
        <translation>Daten migriert</translation>
    </message>
    <message>
        <source>Data reset</source>
        <translation>Daten zurückgesetzt</translation>
    </message>
    <message>
        <source>Reprovisioned to initial assignment</source>
        <translation>Auf die erste Zuweisung zurückgeführt</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>Nicht gesetzt</translation>
    </message>
    <message>
        <source>Migrate</source>
        <translation>Migrieren</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Service default</source>
        <translation>Vorgabe des Dienstes</translation>
    </message>
    <message>
        <source>Evenly weighted</source>
        <translation>Gleichmäßig gewichtet</translation>
    </message>
    <message>
        <source>Lowest latency</source>
        <translation>Geringste Latenz</translation>
    </message>
    <message>
        <source>Static</source>
        <translation>Statisch</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>TPM</source>
        <translation>TPM</translation>
    </message>
    <message>
        <source>X.509</source>
        <translation>X.509</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Aktiviert</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Individual</source>
        <translation>Einzeln</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>Zuerst gesehen</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Umgezogen</translation>
    </message>
    <message>
        <source>Record gone</source>
        <translation>Datensatz weg</translation>
    </message>
    <message>
        <source>Enrollment added</source>
        <translation>Enrollment hinzugefügt</translation>
    </message>
    <message>
        <source>Enrollment changed</source>
        <translation>Enrollment geändert</translation>
    </message>
    <message>
        <source>Enrollment gone</source>
        <translation>Enrollment weg</translation>
    </message>
    <message>
        <source>Not watched</source>
        <translation>Nicht beobachtet</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>nicht gelesen</translation>
    </message>
    <message>
        <source>Policy: %1 → %2</source>
        <translation>Richtlinie: %1 → %2</translation>
    </message>
    <message>
        <source>Provisioning: %1 → %2</source>
        <translation>Provisionierung: %1 → %2</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>Zuteilung</translation>
    </message>
    <message>
        <source>Hubs</source>
        <translation>Hubs</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>vor %1 s</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>vor %1 min</translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>day and short month, as QLocale formats them</extracomment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>New enrollment group</source>
        <translation>Neue Enrollment-Gruppe</translation>
    </message>
    <message>
        <source>New enrollment</source>
        <translation>Neues Enrollment</translation>
    </message>
    <message>
        <source>Delete enrollment group</source>
        <translation>Enrollment-Gruppe löschen</translation>
    </message>
    <message>
        <source>Delete enrollment</source>
        <translation>Enrollment löschen</translation>
    </message>
    <message>
        <source>%1: new key</source>
        <translation>%1: neuer Schlüssel</translation>
    </message>
    <message>
        <source>%1: different values</source>
        <translation>%1: verschiedene Werte</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>Provisioning</source>
        <translation>Bereitstellung</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Initial twin</source>
        <translation>Anfangszwilling</translation>
    </message>
    <message>
        <source>Initial tags</source>
        <translation>Anfangs-Tags</translation>
    </message>
    <message>
        <source>Initial desired properties</source>
        <translation>Gewünschte Eigenschaften am Anfang</translation>
    </message>
    <message>
        <source>Device ID</source>
        <translation>Geräte-ID</translation>
    </message>
    <message>
        <source>Attestation</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Primary key</source>
        <translation>Primärer Schlüssel</translation>
    </message>
    <message>
        <source>Secondary key</source>
        <translation>Sekundärer Schlüssel</translation>
    </message>
    <message>
        <source>API %1</source>
        <translation>API %1</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>rehome::azure</name>
    <message>
        <source>The registration of %1</source>
        <translation>Die Registrierung von %1</translation>
    </message>
    <message>
        <source>%1 is still being assigned. Ask for its registration later.</source>
        <translation>%1 wird noch zugewiesen. Die Registrierung später abfragen.</translation>
    </message>
    <message>
        <source>Enrollment group %1</source>
        <translation>Enrollment-Gruppe %1</translation>
    </message>
    <message>
        <source>Enrollment %1</source>
        <translation>Enrollment %1</translation>
    </message>
    <message>
        <source>%1 has no ETag yet. Refresh it, then apply again.</source>
        <translation>%1 hat noch kein ETag. Aktualisieren, dann erneut anwenden.</translation>
    </message>
    <message>
        <source>the list of enrollment groups</source>
        <translation>die Liste der Enrollment-Gruppen</translation>
    </message>
    <message>
        <source>the list of enrollments</source>
        <translation>die Liste der Enrollments</translation>
    </message>
    <message>
        <source>the registrations of group %1</source>
        <translation>die Registrierungen der Gruppe %1</translation>
    </message>
    <message>
        <source>The host name is not valid. Copy the whole connection string from the portal again.</source>
        <translation>Der Hostname ist ungültig. Die ganze Verbindungszeichenfolge erneut aus dem Portal kopieren.</translation>
    </message>
    <message>
        <source>The CA certificate file cannot be used: %1. Choose a PEM file with a certificate.</source>
        <translation>Die CA-Zertifikatsdatei ist nicht brauchbar: %1. Eine PEM-Datei mit einem Zertifikat wählen.</translation>
    </message>
    <message>
        <source>it holds no certificate</source>
        <translation>sie enthält kein Zertifikat</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>The answer for %1 cannot be read. What was loaded stays; try again, or check for a proxy in between.</source>
        <translation>Die Antwort zu %1 ist nicht lesbar. Geladenes bleibt; erneut versuchen oder nach einem Proxy dazwischen suchen.</translation>
    </message>
    <message>
        <source>this request</source>
        <translation>diese Anfrage</translation>
    </message>
    <message>
        <source>The access token has expired. Check this computer&apos;s clock, then connect again.</source>
        <translation>Das Zugriffstoken ist abgelaufen. Uhr dieses Computers prüfen, dann erneut verbinden.</translation>
    </message>
    <message>
        <source>The key was refused. It may have been renewed: paste the connection string from the portal again.</source>
        <translation>Der Schlüssel wurde abgelehnt. Vielleicht wurde er erneuert: Verbindungszeichenfolge erneut aus dem Portal einfügen.</translation>
    </message>
    <message>
        <source>This hub&apos;s policy has no right for that. Use one with registry and service rights.</source>
        <translation>Die Richtlinie dieses Hubs hat dazu kein Recht. Eine mit Registrierungs- und Dienstrechten verwenden.</translation>
    </message>
    <message>
        <source>This access policy has no right for that. Use one that may read and write enrollments.</source>
        <translation>Diese Zugriffsrichtlinie hat dazu kein Recht. Eine verwenden, die Enrollments lesen und schreiben darf.</translation>
    </message>
    <message>
        <source>%1 does not exist. It may have been deleted: refresh to see what is there.</source>
        <translation>%1 gibt es nicht. Vielleicht wurde es gelöscht: aktualisieren, um zu sehen, was da ist.</translation>
    </message>
    <message>
        <source>What was asked for</source>
        <translation>Das Angefragte</translation>
    </message>
    <message>
        <source>%1 exists already or is being changed. Refresh, compare and try again.</source>
        <translation>%1 gibt es schon oder wird gerade geändert. Aktualisieren, vergleichen und erneut versuchen.</translation>
    </message>
    <message>
        <source>It</source>
        <translation>Es</translation>
    </message>
    <message>
        <source>%1 was changed by somebody else. Compare both versions, then apply again.</source>
        <translation>%1 wurde von jemand anderem geändert. Beide Fassungen vergleichen, dann erneut anwenden.</translation>
    </message>
    <message>
        <source>The quota of calls is used up. The service takes calls again in %1 s.</source>
        <translation>Das Kontingent an Aufrufen ist verbraucht. Der Dienst nimmt in %1 s wieder Aufrufe an.</translation>
    </message>
    <message>
        <source>The quota of calls is used up. Try again in a minute.</source>
        <translation>Das Kontingent an Aufrufen ist verbraucht. In einer Minute erneut versuchen.</translation>
    </message>
    <message>
        <source>The service failed (HTTP %1) for %2. The cause is on its side; try again in a minute.</source>
        <translation>Der Dienst hat bei %2 versagt (HTTP %1). Die Ursache liegt bei ihm; in einer Minute erneut versuchen.</translation>
    </message>
    <message>
        <source>The host answers with a redirect, which Rehome does not follow. Check the host name.</source>
        <translation>Der Host antwortet mit einer Umleitung, der Rehome nicht folgt. Hostnamen prüfen.</translation>
    </message>
    <message>
        <source>The service refuses %1 (HTTP %2). See its reason in Details, correct it and try again.</source>
        <translation>Der Dienst lehnt %1 ab (HTTP %2). Grund in den Details lesen, berichtigen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Device %1</source>
        <translation>Gerät %1</translation>
    </message>
    <message>
        <source>The twin of %1</source>
        <translation>Der Zwilling von %1</translation>
    </message>
    <message>
        <source>the devices of %1</source>
        <translation>die Geräte von %1</translation>
    </message>
    <message>
        <source>the statistics of %1</source>
        <translation>die Statistik von %1</translation>
    </message>
    <message>
        <source>The service repeats a page token, so the list has no end. What was loaded stays; refresh to try again.</source>
        <translation>Der Dienst wiederholt ein Seitentoken, die Liste hat also kein Ende. Geladenes bleibt; aktualisieren für einen neuen Versuch.</translation>
    </message>
    <message>
        <source>The certificate of %1 is for another host. Check the host name in the connection string.</source>
        <translation>Das Zertifikat von %1 gilt für einen anderen Host. Hostnamen in der Verbindungszeichenfolge prüfen.</translation>
    </message>
    <message>
        <source>The certificate of %1 expired on %2. Its owner must renew it; check this computer&apos;s clock too.</source>
        <translation>Das Zertifikat von %1 ist am %2 abgelaufen. Sein Besitzer muss es erneuern; auch die Uhr dieses Computers prüfen.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not valid yet. Check this computer&apos;s clock.</source>
        <translation>Das Zertifikat von %1 gilt noch nicht. Uhr dieses Computers prüfen.</translation>
    </message>
    <message>
        <source>The certificate of %1 comes from an unknown authority. For a local service, choose its CA certificate file.</source>
        <translation>Das Zertifikat von %1 stammt von einer unbekannten Stelle. Für einen lokalen Dienst dessen CA-Zertifikatsdatei wählen.</translation>
    </message>
    <message>
        <source>The certificate of %1 could not be verified. See Details, then check host name and network.</source>
        <translation>Das Zertifikat von %1 konnte nicht geprüft werden. Details lesen, dann Hostnamen und Netz prüfen.</translation>
    </message>
    <message>
        <source>%1 does not offer a secure connection. Check host name and port.</source>
        <translation>%1 bietet keine sichere Verbindung. Hostnamen und Port prüfen.</translation>
    </message>
    <message>
        <source>%1 refuses connections. Check that the service runs and the port is right.</source>
        <translation>%1 verweigert Verbindungen. Prüfen, ob der Dienst läuft und der Port stimmt.</translation>
    </message>
    <message>
        <source>%1 was not found. Check the host name in the connection string and the network.</source>
        <translation>%1 wurde nicht gefunden. Hostnamen in der Verbindungszeichenfolge und Netz prüfen.</translation>
    </message>
    <message>
        <source>The network&apos;s proxy does not let Rehome through to %1. Check the proxy settings.</source>
        <translation>Der Proxy des Netzes lässt Rehome nicht zu %1. Proxyeinstellungen prüfen.</translation>
    </message>
    <message>
        <source>%1 closed the connection before its answer was complete. Try again; then check the network.</source>
        <translation>%1 schloss die Verbindung, bevor die Antwort vollständig war. Erneut versuchen; dann Netz prüfen.</translation>
    </message>
    <message>
        <source>%1 did not answer in HTTP. Check host name and port, or a proxy in between.</source>
        <translation>%1 antwortete nicht in HTTP. Hostnamen und Port prüfen oder nach einem Proxy dazwischen suchen.</translation>
    </message>
    <message>
        <source>The connection to %1 failed. Check the network, then try again.</source>
        <translation>Die Verbindung zu %1 ist gescheitert. Netz prüfen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>%1 did not answer within %2 s. Check the network, then try again.</source>
        <translation>%1 antwortete nicht innerhalb von %2 s. Netz prüfen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>%1 sent more than %2. Rehome stopped reading; ask for smaller pages.</source>
        <translation>%1 sandte mehr als %2. Rehome liest nicht weiter; kleinere Seiten anfordern.</translation>
    </message>
    <message>
        <source>Whether %1 was changed is not known: no answer came, and reading back failed. Refresh before trying again.</source>
        <translation>Ob %1 geändert wurde, ist unbekannt: Es kam keine Antwort, und das Zurücklesen misslang. Vor dem nächsten Versuch aktualisieren.</translation>
    </message>
    <message>
        <source>it</source>
        <translation>es</translation>
    </message>
    <message>
        <source>The service accepted the change of %1, but it could not be read back. Refresh to see it.</source>
        <translation>Der Dienst nahm die Änderung von %1 an, doch sie ließ sich nicht zurücklesen. Aktualisieren, um sie zu sehen.</translation>
    </message>
    <message>
        <source>The access token was refused, and this computer&apos;s clock is off by %1 min. Correct the clock, then connect again.</source>
        <translation>Das Zugriffstoken wurde abgelehnt, und die Uhr dieses Rechners geht um %1 min falsch. Die Uhr stellen, dann erneut verbinden.</translation>
    </message>
    <message numerus="yes">
        <source>%n enrollment(s)</source>
        <translation>
            <numerusform>%n Enrollment</numerusform>
            <numerusform>%n Enrollments</numerusform>
        </translation>
    </message>
    <message>
        <source>The service accepted the change of %1 but still shows the old version. Refresh, then compare.</source>
        <translation>Der Dienst hat die Änderung von %1 angenommen, zeigt aber noch die alte Fassung. Aktualisieren, dann vergleichen.</translation>
    </message>
    <message>
        <source>The service did not answer the change of %1, and it was not applied. Try again in a minute.</source>
        <translation>Der Dienst hat auf die Änderung von %1 nicht geantwortet, und sie wurde nicht angewendet. In einer Minute erneut versuchen.</translation>
    </message>
    <message>
        <source>Keys cannot be sealed: OpenSSL on this computer refuses AES-256-GCM or has no random numbers.</source>
        <translation>Schlüssel lassen sich nicht versiegeln: OpenSSL auf diesem Rechner verweigert AES-256-GCM oder hat keine Zufallszahlen.</translation>
    </message>
    <message>
        <source>This is no key for sealing: it has another length.</source>
        <translation>Das ist kein Schlüssel zum Versiegeln: Er hat eine andere Länge.</translation>
    </message>
    <message>
        <source>The kept keys cannot be opened: they are damaged, or were sealed with another key than the keychain has now.</source>
        <translation>Die aufbewahrten Schlüssel lassen sich nicht öffnen: Sie sind beschädigt oder wurden mit einem anderen Schlüssel versiegelt, als der Schlüsselbund jetzt hat.</translation>
    </message>
    <message>
        <source>%1: the hub did not answer, so the device may have been asked or not. Look whether it registers before asking again.</source>
        <translation>%1: Der Hub antwortete nicht; ob das Gerät gebeten wurde, ist offen. Sehen Sie nach, ob es sich registriert, bevor Sie es noch einmal bitten.</translation>
    </message>
</context>
<context>
    <name>rehome::demo::DemoEngine</name>
    <message>
        <source>Thousands of devices on five hubs, a second administrator, and a burst at the quota.</source>
        <translation>Tausende Geräte auf fünf Hubs, ein zweiter Administrator und ein Ansturm an der Kontingentgrenze.</translation>
    </message>
    <message>
        <source>The demo is not running. Start it first.</source>
        <translation>Die Demo läuft nicht. Zuerst starten.</translation>
    </message>
    <message>
        <source>This is no order of the demo. Use hub NAME slow|throttle|dead|up, or quota registrations|operations N.</source>
        <translation>Das ist keine Anweisung der Demo. Möglich sind hub NAME slow|throttle|dead|up oder quota registrations|operations N.</translation>
    </message>
    <message>
        <source>Sent to the local service.</source>
        <translation>An den lokalen Dienst gesendet.</translation>
    </message>
</context>
<context>
    <name>rehome::demo::DemoWorker</name>
    <message>
        <source>The change of %1 failed: %2</source>
        <translation>Die Änderung von %1 ist gescheitert: %2</translation>
    </message>
    <message>
        <source>Somebody else changed it at the same time.</source>
        <translation>Jemand anderes hat es zur selben Zeit geändert.</translation>
    </message>
</context>
<context>
    <name>rehome::desktop::Application</name>
    <message>
        <source>Starting the demo fleet …</source>
        <translation>Demoflotte wird gestartet …</translation>
    </message>
    <message>
        <source>Opening %1 …</source>
        <translation>%1 wird geöffnet …</translation>
    </message>
    <message>
        <source>There is no saved connection %1. Choose one of the list or add it.</source>
        <translation>Es gibt keine gespeicherte Verbindung %1. Eine aus der Liste wählen oder sie hinzufügen.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>Verbindung wird aufgebaut …</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>Loading enrollments</source>
        <translation>Enrollments werden geladen</translation>
    </message>
    <message>
        <source>Walkthrough</source>
        <translation>Rundgang</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>Demo tours</source>
        <translation>Demo-Touren</translation>
    </message>
    <message>
        <source>Open the last connection at start</source>
        <translation>Beim Start die letzte Verbindung öffnen</translation>
    </message>
    <message>
        <source>Loading was stopped after %1 enrollments: the rest is not shown.</source>
        <translation>Das Laden wurde nach %1 Enrollments abgebrochen: Der Rest wird nicht gezeigt.</translation>
    </message>
    <message>
        <source>Load all</source>
        <translation>Alle laden</translation>
    </message>
    <message>
        <source>Loading is paused</source>
        <translation>Das Laden ist angehalten</translation>
    </message>
</context>
<context>
    <name>rehome::devices::DeviceFleet</name>
    <message>
        <source>The simulated devices are running already. Stop them first.</source>
        <translation>Die simulierten Geräte laufen schon. Zuerst anhalten.</translation>
    </message>
    <message>
        <source>There are no devices to simulate. Add devices to the scenario.</source>
        <translation>Es gibt keine Geräte zu simulieren. Dem Szenario Geräte hinzufügen.</translation>
    </message>
    <message>
        <source>A device&apos;s key is not base64. Correct the key of this device.</source>
        <translation>Der Schlüssel eines Geräts ist nicht base64. Den Schlüssel dieses Geräts berichtigen.</translation>
    </message>
</context>
<context>
    <name>rehome::domain::Rule</name>
    <message>
        <source>The enrollment %1 is disabled, so the device is refused.</source>
        <translation>Das Enrollment %1 ist deaktiviert, das Gerät wird also abgewiesen.</translation>
    </message>
    <message>
        <source>The enrollment %1 is enabled.</source>
        <translation>Das Enrollment %1 ist aktiviert.</translation>
    </message>
    <message>
        <source>The individual enrollment %1 matched; it comes before any group.</source>
        <translation>Das einzelne Enrollment %1 passt; es geht jeder Gruppe vor.</translation>
    </message>
    <message>
        <source>The enrollment group %1 matched.</source>
        <translation>Die Enrollment-Gruppe %1 passt.</translation>
    </message>
    <message>
        <source>No assignment is known, so the allocation policy decides.</source>
        <translation>Es ist keine Zuweisung bekannt, also entscheidet die Zuteilungsrichtlinie.</translation>
    </message>
    <message>
        <source>The reprovision policy is set to %1 and takes precedence, whatever API version the device uses (%2).</source>
        <translation>Die Reprovisioning-Richtlinie ist auf %1 gesetzt und gilt, welche API-Version das Gerät auch verwendet (%2).</translation>
    </message>
    <message>
        <source>No reprovision policy is set and the device uses API version %2, 2018-04-01 or earlier: it stays on %1.</source>
        <translation>Keine Reprovisioning-Richtlinie ist gesetzt, und das Gerät verwendet API-Version %2 (2018-04-01 oder früher): Es bleibt auf %1.</translation>
    </message>
    <message>
        <source>No reprovision policy is set and the device uses a newer API version (%1): reprovision and migrate.</source>
        <translation>Keine Reprovisioning-Richtlinie ist gesetzt, und das Gerät verwendet eine neuere API-Version (%1): neu zuweisen und migrieren.</translation>
    </message>
    <message>
        <source>The device is never reassigned to a different hub: it stays on %1.</source>
        <translation>Das Gerät wird nie einem anderen Hub zugewiesen: Es bleibt auf %1.</translation>
    </message>
    <message>
        <source>The custom allocation webhook is called all the same; its hub is not used: %1 stays.</source>
        <translation>Der Webhook für eigene Zuteilung wird dennoch aufgerufen; sein Hub zählt nicht: %1 bleibt.</translation>
    </message>
    <message>
        <source>The allocation policy chose the same hub: %1.</source>
        <translation>Die Zuteilungsrichtlinie wählte denselben Hub: %1.</translation>
    </message>
    <message>
        <source>The allocation policy chose another hub: the device moves from %1 to %2.</source>
        <translation>Die Zuteilungsrichtlinie wählte einen anderen Hub: Das Gerät zieht von %1 nach %2 um.</translation>
    </message>
    <message>
        <source>No hub could be assigned (%1): %2</source>
        <translation>Kein Hub konnte zugewiesen werden (%1): %2</translation>
    </message>
    <message>
        <source>The hub %1 gets a copy of the initial twin.</source>
        <translation>Der Hub %1 bekommt eine Kopie des Anfangszwillings.</translation>
    </message>
    <message>
        <source>The twin and the capabilities are migrated from %1 to %2.</source>
        <translation>Zwilling und Fähigkeiten werden von %1 nach %2 migriert.</translation>
    </message>
    <message>
        <source>The twin on %1 is reset to the initial twin; reported properties are lost.</source>
        <translation>Der Zwilling auf %1 wird auf den Anfangszwilling zurückgesetzt; gemeldete Eigenschaften gehen verloren.</translation>
    </message>
    <message>
        <source>The webhook sent an initial twin: it takes the place of the device&apos;s data on %1.</source>
        <translation>Der Webhook sandte einen Anfangszwilling: Er ersetzt die Daten des Geräts auf %1.</translation>
    </message>
    <message>
        <source>The device registration on %1 is removed.</source>
        <translation>Die Geräteregistrierung auf %1 wird entfernt.</translation>
    </message>
    <message>
        <source>The hub %1 has the device already; its twin is left as it is (API version %2).</source>
        <translation>Der Hub %1 hat das Gerät schon; sein Zwilling bleibt, wie er ist (API-Version %2).</translation>
    </message>
    <message>
        <source>The hub %1 is not linked any more: nothing can be carried from it, and its registration stays.</source>
        <translation>Der Hub %1 ist nicht mehr verknüpft: Nichts kann von dort mitkommen, und die Registrierung bleibt dort.</translation>
    </message>
</context>
<context>
    <name>rehome::fleet::CopyAs</name>
    <message>
        <source>SAS holds the token: SharedAccessSignature sr=… or Bearer …</source>
        <translation>SAS enthält das Token: SharedAccessSignature sr=… oder Bearer …</translation>
    </message>
    <message>
        <source>PRIMARY_KEY and SECONDARY_KEY: as POST …/attestationmechanism tells them. An update without keys may replace them.</source>
        <translation>PRIMARY_KEY und SECONDARY_KEY: wie POST …/attestationmechanism sie nennt. Eine Änderung ohne Schlüssel kann sie ersetzen.</translation>
    </message>
    <message>
        <source>DPS_CONNECTION_STRING holds the connection string: this service is not in the cloud.</source>
        <translation>DPS_CONNECTION_STRING enthält die Verbindungszeichenfolge: Dieser Dienst ist nicht in der Cloud.</translation>
    </message>
    <message>
        <source>The policy is not set. az cannot say that: it will write migrate. Use curl.</source>
        <translation>Die Richtlinie ist nicht gesetzt. Das kann az nicht ausdrücken: Es wird Migrieren schreiben. curl verwenden.</translation>
    </message>
    <message>
        <source>az cannot take a reprovision policy away. Use curl.</source>
        <translation>az kann eine Reprovisioning-Richtlinie nicht entfernen. curl verwenden.</translation>
    </message>
    <message>
        <source>az cannot take the list of hubs away. Use curl.</source>
        <translation>az kann die Liste der Hubs nicht entfernen. curl verwenden.</translation>
    </message>
    <message>
        <source>az cannot name CA certificates for an individual enrollment. Use curl.</source>
        <translation>az kann für ein einzelnes Enrollment keine CA-Zertifikate nennen. curl verwenden.</translation>
    </message>
    <message>
        <source>The service does not give certificates back: put the files beside the command.</source>
        <translation>Der Dienst gibt Zertifikate nicht heraus: Die Dateien neben den Befehl legen.</translation>
    </message>
    <message>
        <source>az has no flag for %1. Use curl.</source>
        <translation>az hat keine Option für %1. curl verwenden.</translation>
    </message>
    <message>
        <source>az asks for an allocation policy where hubs are named. Use curl to leave it unset.</source>
        <translation>az verlangt eine Zuteilungsrichtlinie, wo Hubs genannt sind. Um sie ungesetzt zu lassen, curl verwenden.</translation>
    </message>
</context>
<context>
    <name>rehome::fleet::CsvReader</name>
    <message>
        <source>The file cannot be read further: %1</source>
        <translation>Die Datei lässt sich nicht weiterlesen: %1</translation>
    </message>
    <message>
        <source>This file is UTF-16. Save it as UTF-8 (CSV UTF-8) and choose it again.</source>
        <translation>Diese Datei ist UTF-16. Als UTF-8 (CSV UTF-8) speichern und erneut wählen.</translation>
    </message>
    <message>
        <source>This field holds a NUL character: this is no text file. Export it as CSV UTF-8.</source>
        <translation>Dieses Feld enthält ein NUL-Zeichen: Das ist keine Textdatei. Als CSV UTF-8 exportieren.</translation>
    </message>
    <message>
        <source>This field is not UTF-8. Save the file as UTF-8 (CSV UTF-8) and choose it again.</source>
        <translation>Dieses Feld ist nicht UTF-8. Die Datei als UTF-8 (CSV UTF-8) speichern und erneut wählen.</translation>
    </message>
    <message>
        <source>The quote that opens here is never closed. Close it.</source>
        <translation>Das Anführungszeichen, das hier öffnet, wird nie geschlossen. Es schließen.</translation>
    </message>
    <message>
        <source>Text follows a closing quote. Double quotes that belong to the text.</source>
        <translation>Nach einem schließenden Anführungszeichen folgt Text. Anführungszeichen, die zum Text gehören, verdoppeln.</translation>
    </message>
    <message>
        <source>A quote stands inside a field without quotes. Put the field in quotes and double this one.</source>
        <translation>In einem Feld ohne Anführungszeichen steht eines. Das Feld in Anführungszeichen setzen und dieses verdoppeln.</translation>
    </message>
    <message>
        <source>This line is longer than 1 MB. Check that the file is CSV.</source>
        <translation>Diese Zeile ist länger als 1 MB. Prüfen, ob die Datei CSV ist.</translation>
    </message>
</context>
<context>
    <name>rehome::fleet::EnrollmentExport</name>
    <message>
        <source>The file could not be written: %1</source>
        <translation>Die Datei ließ sich nicht schreiben: %1</translation>
    </message>
    <message>
        <source>The export was stopped. No file was written.</source>
        <translation>Der Export wurde angehalten. Es wurde keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>What the service said of %1 is not known any more. Refresh, then export again.</source>
        <translation>Was der Dienst zu %1 sagte, ist nicht mehr bekannt. Aktualisieren, dann erneut exportieren.</translation>
    </message>
</context>
<context>
    <name>rehome::fleet::ImportCell</name>
    <message>
        <source>This is no provisioning status. Write enabled or disabled.</source>
        <translation>Das ist kein Bereitstellungsstatus. enabled oder disabled schreiben.</translation>
    </message>
    <message>
        <source>This is no reprovision policy. Write migrate, reset, never or notset.</source>
        <translation>Das ist keine Reprovisioning-Richtlinie. migrate, reset, never oder notset schreiben.</translation>
    </message>
    <message>
        <source>This is no allocation policy. Write hashed, geoLatency, static, custom or notset.</source>
        <translation>Das ist keine Zuteilungsrichtlinie. hashed, geoLatency, static, custom oder notset schreiben.</translation>
    </message>
    <message>
        <source>%1 is no host name of a hub. Write names such as hub-a.azure-devices.net, or all.</source>
        <translation>%1 ist kein Hostname eines Hubs. Namen wie hub-a.azure-devices.net schreiben, oder all.</translation>
    </message>
    <message>
        <source>This is no address of a webhook. Write one that begins with https://.</source>
        <translation>Das ist keine Adresse eines Webhooks. Eine schreiben, die mit https:// beginnt.</translation>
    </message>
    <message>
        <source>This is no API version. Write one such as 2019-03-31.</source>
        <translation>Das ist keine API-Version. Eine wie 2019-03-31 schreiben.</translation>
    </message>
    <message>
        <source>This is neither true nor false. Write one of them.</source>
        <translation>Das ist weder true noch false. Eines davon schreiben.</translation>
    </message>
    <message>
        <source>This is no JSON object. Write one such as {&quot;site&quot;: &quot;north&quot;}.</source>
        <translation>Das ist kein JSON-Objekt. Eines wie {&quot;site&quot;: &quot;north&quot;} schreiben.</translation>
    </message>
    <message>
        <source>A hub does not take this: %1</source>
        <translation>Ein Hub nimmt das nicht an: %1</translation>
    </message>
    <message>
        <source>This is no attestation. Write symmetricKey, x509 or tpm.</source>
        <translation>Das ist kein Nachweis. symmetricKey, x509 oder tpm schreiben.</translation>
    </message>
    <message>
        <source>This is no symmetric key. Write base64 of 16 to 64 bytes.</source>
        <translation>Das ist kein symmetrischer Schlüssel. Base64 von 16 bis 64 Bytes schreiben.</translation>
    </message>
    <message>
        <source>This is no key of a TPM. Write it as base64.</source>
        <translation>Das ist kein Schlüssel eines TPM. Ihn als Base64 schreiben.</translation>
    </message>
    <message>
        <source>This is no certificate. Write it as PEM or base64.</source>
        <translation>Das ist kein Zertifikat. Es als PEM oder Base64 schreiben.</translation>
    </message>
</context>
<context>
    <name>rehome::fleet::ImportFile</name>
    <message>
        <source>There is no column %1.</source>
        <translation>Es gibt keine Spalte %1.</translation>
    </message>
    <message>
        <source>%1 is no member of an enrollment.</source>
        <translation>%1 ist kein Feld eines Enrollments.</translation>
    </message>
    <message>
        <source>This file has no header line. Add one that names its columns.</source>
        <translation>Diese Datei hat keine Kopfzeile. Eine ergänzen, die die Spalten benennt.</translation>
    </message>
</context>
<context>
    <name>rehome::fleet::ImportJson</name>
    <message>
        <source>This has a registrationId and an enrollmentGroupId. Remove one of them.</source>
        <translation>Hier stehen registrationId und enrollmentGroupId. Eines davon entfernen.</translation>
    </message>
    <message>
        <source>This has no registrationId and no enrollmentGroupId. Add the one it needs.</source>
        <translation>Hier fehlen registrationId und enrollmentGroupId. Das nötige ergänzen.</translation>
    </message>
    <message>
        <source>This ID is not valid. Use 1 to 128 letters, digits and - . _ : only.</source>
        <translation>Diese ID ist ungültig. Nur 1 bis 128 Buchstaben, Ziffern und - . _ : verwenden.</translation>
    </message>
    <message>
        <source>Line %1 has this ID already. Remove one of the two.</source>
        <translation>Zeile %1 hat diese ID schon. Eine der beiden entfernen.</translation>
    </message>
</context>
<context>
    <name>rehome::fleet::ImportMapping</name>
    <message>
        <source>No column holds the ID. Choose the column of the registration ID or group ID.</source>
        <translation>Keine Spalte enthält die ID. Die Spalte der Registrierungs-ID oder Gruppen-ID wählen.</translation>
    </message>
    <message>
        <source>Column %1 has no name of a tag or property. Give one, or ignore it.</source>
        <translation>Spalte %1 hat keinen Namen eines Tags oder einer Eigenschaft. Einen angeben oder sie ignorieren.</translation>
    </message>
    <message>
        <source>Columns %1 and %2 hold the same member. Ignore one of them.</source>
        <translation>Die Spalten %1 und %2 enthalten dasselbe. Eine davon ignorieren.</translation>
    </message>
</context>
<context>
    <name>rehome::fleet::ImportTable</name>
    <message>
        <source>This line has a registration ID and a group ID. Empty one of them.</source>
        <translation>Diese Zeile hat eine Registrierungs-ID und eine Gruppen-ID. Eine davon leeren.</translation>
    </message>
    <message>
        <source>The kind and the column of the ID disagree. Correct one of them.</source>
        <translation>Die Art und die Spalte der ID widersprechen sich. Eines davon berichtigen.</translation>
    </message>
    <message>
        <source>This line has no ID. Fill in the registration ID or group ID.</source>
        <translation>Diese Zeile hat keine ID. Die Registrierungs-ID oder Gruppen-ID eintragen.</translation>
    </message>
    <message>
        <source>This ID is not valid. Use 1 to 128 letters, digits and - . _ : only.</source>
        <translation>Diese ID ist ungültig. Nur 1 bis 128 Buchstaben, Ziffern und - . _ : verwenden.</translation>
    </message>
    <message>
        <source>A group has no device ID. Empty that cell.</source>
        <translation>Eine Gruppe hat keine Geräte-ID. Diese Zelle leeren.</translation>
    </message>
    <message>
        <source>This line has keys or certificates of another attestation. Keep those of one.</source>
        <translation>Diese Zeile hat Schlüssel oder Zertifikate eines anderen Nachweises. Nur die eines einzigen behalten.</translation>
    </message>
    <message>
        <source>A group cannot attest by TPM. Use symmetricKey or x509.</source>
        <translation>Eine Gruppe kann sich nicht per TPM ausweisen. symmetricKey oder x509 verwenden.</translation>
    </message>
    <message>
        <source>This line has %1 fields, the header %2. Check quotes and separators.</source>
        <translation>Diese Zeile hat %1 Felder, die Kopfzeile %2. Anführungszeichen und Trennzeichen prüfen.</translation>
    </message>
    <message>
        <source>This is no kind of enrollment. Write individual or group.</source>
        <translation>Das ist keine Art von Enrollment. individual oder group schreiben.</translation>
    </message>
    <message>
        <source>Line %1 has this ID already. Remove one of the two.</source>
        <translation>Zeile %1 hat diese ID schon. Eine der beiden entfernen.</translation>
    </message>
</context>
<context>
    <name>rehome::fleet::JsonObjects</name>
    <message>
        <source>The list is cut off: its closing ] is missing. Save the file again.</source>
        <translation>Die Liste ist abgeschnitten: Ihr schließendes ] fehlt. Die Datei erneut speichern.</translation>
    </message>
    <message>
        <source>A comma is missing between two enrollments.</source>
        <translation>Zwischen zwei Enrollments fehlt ein Komma.</translation>
    </message>
    <message>
        <source>An enrollment as a JSON object is expected here: a list of them, or one a line.</source>
        <translation>Hier wird ein Enrollment als JSON-Objekt erwartet: eine Liste davon oder eines je Zeile.</translation>
    </message>
    <message>
        <source>Text follows the list of enrollments. Remove it.</source>
        <translation>Nach der Liste der Enrollments folgt Text. Ihn entfernen.</translation>
    </message>
    <message>
        <source>The file ends inside an enrollment. Save it again.</source>
        <translation>Die Datei endet mitten in einem Enrollment. Sie erneut speichern.</translation>
    </message>
    <message>
        <source>This enrollment is larger than 1 MB. Check its quotes and braces.</source>
        <translation>Dieses Enrollment ist größer als 1 MB. Anführungszeichen und Klammern prüfen.</translation>
    </message>
    <message>
        <source>This file is UTF-16. Save it as UTF-8 and choose it again.</source>
        <translation>Diese Datei ist UTF-16. Als UTF-8 speichern und erneut wählen.</translation>
    </message>
    <message>
        <source>This is no valid JSON: %1.</source>
        <translation>Das ist kein gültiges JSON: %1.</translation>
    </message>
</context>
<context>
    <name>rehome::fleet::PlanFile</name>
    <message>
        <source>Plan: %1 has no text. Write the plan again with this program.</source>
        <translation>Plan: %1 hat keinen Text. Den Plan mit diesem Programm neu schreiben.</translation>
    </message>
    <message>
        <source>Plan: %1 is not known here. Correct its spelling or remove it.</source>
        <translation>Plan: %1 ist hier nicht bekannt. Die Schreibweise berichtigen oder es entfernen.</translation>
    </message>
    <message>
        <source>Plan: %1 is no list of changes.</source>
        <translation>Plan: %1 ist keine Liste von Änderungen.</translation>
    </message>
    <message>
        <source>Plan: %1 names a member that cannot be edited.</source>
        <translation>Plan: %1 nennt etwas, das sich nicht bearbeiten lässt.</translation>
    </message>
    <message>
        <source>Plan: %1 changes what another change of it changes.</source>
        <translation>Plan: %1 ändert, was eine andere Änderung darin auch ändert.</translation>
    </message>
    <message>
        <source>Plan: %1 is neither individual nor group.</source>
        <translation>Plan: %1 ist weder individual noch group.</translation>
    </message>
    <message>
        <source>Plan: %1 is no valid ID.</source>
        <translation>Plan: %1 ist keine gültige ID.</translation>
    </message>
    <message>
        <source>Plan: %1 is neither true nor false.</source>
        <translation>Plan: %1 ist weder true noch false.</translation>
    </message>
    <message>
        <source>Plan: %1 does not belong to this action. Remove it.</source>
        <translation>Plan: %1 gehört nicht zu dieser Aktion. Es entfernen.</translation>
    </message>
    <message>
        <source>Plan: %1 has no changes. Remove this edit.</source>
        <translation>Plan: %1 enthält keine Änderungen. Diese Bearbeitung entfernen.</translation>
    </message>
    <message>
        <source>Plan: %1 is no enrollment.</source>
        <translation>Plan: %1 ist kein Enrollment.</translation>
    </message>
    <message>
        <source>Plan: %1 has another ID than its edit.</source>
        <translation>Plan: %1 hat eine andere ID als seine Bearbeitung.</translation>
    </message>
    <message>
        <source>Plan: %1 is none of update, create and delete.</source>
        <translation>Plan: %1 ist weder update noch create noch delete.</translation>
    </message>
    <message>
        <source>Plan: %1 would overwrite whatever is there. Write the plan again from the service.</source>
        <translation>Plan: %1 würde überschreiben, was auch immer dort ist. Den Plan vom Dienst neu schreiben.</translation>
    </message>
    <message>
        <source>This is no plan: no JSON object, line %1. Choose a file that was exported as a plan.</source>
        <translation>Das ist kein Plan: kein JSON-Objekt, Zeile %1. Eine Datei wählen, die als Plan exportiert wurde.</translation>
    </message>
    <message>
        <source>This is no plan: it has no rehomePlan. Choose a file that was exported as a plan.</source>
        <translation>Das ist kein Plan: rehomePlan fehlt. Eine Datei wählen, die als Plan exportiert wurde.</translation>
    </message>
    <message>
        <source>This plan is of version %1, and this program reads version %2. Use the program that made it.</source>
        <translation>Dieser Plan hat Version %1, und dieses Programm liest Version %2. Das Programm verwenden, das ihn gemacht hat.</translation>
    </message>
    <message>
        <source>Plan: %1 is no list of edits.</source>
        <translation>Plan: %1 ist keine Liste von Bearbeitungen.</translation>
    </message>
    <message>
        <source>Plan: %1 has the ID of edits[%2]. Keep one of the two.</source>
        <translation>Plan: %1 hat die ID von edits[%2]. Eine der beiden behalten.</translation>
    </message>
</context>
<context>
    <name>rehome::items::AppliedItems</name>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Can be undone</source>
        <translation>Kann rückgängig gemacht werden</translation>
    </message>
    <message>
        <source>Changed since</source>
        <translation>Seitdem geändert</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Rückgängig gemacht</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Enrollment</source>
        <translation>Enrollment</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Applied together</source>
        <translation>Zusammen angewendet</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>rehome::items::BulkEditItems</name>
    <message>
        <source>every linked hub</source>
        <translation>jeder verknüpfte Hub</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Enrollment</source>
        <translation>Enrollment</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>Zuteilung</translation>
    </message>
    <message>
        <source>Hubs</source>
        <translation>Hubs</translation>
    </message>
    <message>
        <source>Provisioning</source>
        <translation>Provisionierung</translation>
    </message>
    <message>
        <source>IoT Edge</source>
        <translation>IoT Edge</translation>
    </message>
    <message>
        <source>Declared client</source>
        <translation>Angegebener Client</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>Initial twin</source>
        <translation>Anfangszwilling</translation>
    </message>
</context>
<context>
    <name>rehome::items::DeviceItems</name>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
</context>
<context>
    <name>rehome::items::EnrollmentItems</name>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>all linked hubs</source>
        <translation>alle verknüpften Hubs</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
</context>
<context>
    <name>rehome::items::FeedItems</name>
    <message>
        <source>error %1</source>
        <translation>Fehler %1</translation>
    </message>
    <message>
        <source>waited %1</source>
        <translation>wartete %1</translation>
    </message>
    <message>
        <source>changes in between may be missing</source>
        <translation>Änderungen dazwischen können fehlen</translation>
    </message>
    <message>
        <source>by this program</source>
        <translation>durch dieses Programm</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Device or enrollment</source>
        <translation>Gerät oder Enrollment</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
</context>
<context>
    <name>rehome::items::FindingItems</name>
    <message>
        <source>Not checked: %1, %2</source>
        <translation>Nicht geprüft: %1, %2</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>rehome::items::FlowItems</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>nicht gesehen</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Umgezogen</translation>
    </message>
    <message>
        <source>Per minute</source>
        <translation>Pro Minute</translation>
    </message>
    <message>
        <source>Migrated</source>
        <translation>Migriert</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurückgesetzt</translation>
    </message>
    <message>
        <source>First assignment</source>
        <translation>Erste Zuweisung</translation>
    </message>
    <message>
        <source>Median wait</source>
        <translation>Median der Wartezeit</translation>
    </message>
    <message>
        <source>Waiting at source</source>
        <translation>Wartend an der Quelle</translation>
    </message>
</context>
<context>
    <name>rehome::items::HubItems</name>
    <message>
        <source>records read</source>
        <translation>gelesene Datensätze</translation>
    </message>
    <message>
        <source>hub query</source>
        <translation>Hub-Abfrage</translation>
    </message>
    <message>
        <source>hub statistics</source>
        <translation>Hub-Statistik</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>mindestens %1</translation>
    </message>
    <message>
        <source>Inferred</source>
        <translation>Erschlossen</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>Verknüpft</translation>
    </message>
    <message>
        <source>Seen in enrollments or records. Add the hub to say its weight and whether it is open.</source>
        <translation>In Enrollments oder Datensätzen gesehen. Den Hub hinzufügen, um Gewicht und Offenheit anzugeben.</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>Zuteilung</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Gezählt</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Bekannt</translation>
    </message>
</context>
<context>
    <name>rehome::items::ImportColumnItems</name>
    <message>
        <source>ignored</source>
        <translation>ignoriert</translation>
    </message>
    <message>
        <source>Column of the file</source>
        <translation>Spalte der Datei</translation>
    </message>
    <message>
        <source>Is imported as</source>
        <translation>Wird importiert als</translation>
    </message>
    <message>
        <source>First value</source>
        <translation>Erster Wert</translation>
    </message>
</context>
<context>
    <name>rehome::items::ImportProblemItems</name>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was falsch ist</translation>
    </message>
</context>
<context>
    <name>rehome::items::MatrixItems</name>
    <message>
        <source>%1 in Assigning from %2</source>
        <translation>%1 in Zuweisung von %2</translation>
    </message>
    <message>
        <source>%1 moved from %2</source>
        <translation>%1 umgezogen von %2</translation>
    </message>
    <message>
        <source>%1 moved from %2 to %3</source>
        <translation>%1 umgezogen von %2 nach %3</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
</context>
<context>
    <name>rehome::items::PendingItems</name>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>wird gesendet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>changed by someone else</source>
        <translation>von jemand anderem geändert</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Enrollments</source>
        <translation>Enrollments</translation>
    </message>
    <message>
        <source>%1 of them were not applied</source>
        <translation>%1 davon wurden nicht angewendet</translation>
    </message>
    <message>
        <source>What it will do</source>
        <translation>Was sie bewirkt</translation>
    </message>
</context>
<context>
    <name>rehome::items::TriggerItems</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Not asked</source>
        <translation>Nicht gebeten</translation>
    </message>
    <message>
        <source>Refused by the device</source>
        <translation>Vom Gerät abgelehnt</translation>
    </message>
    <message>
        <source>Not asked: failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Left disabled</source>
        <translation>Deaktiviert geblieben</translation>
    </message>
    <message>
        <source>Asked, not back yet</source>
        <translation>Gebeten, noch nicht zurück</translation>
    </message>
    <message>
        <source>Perhaps asked</source>
        <translation>Vielleicht gebeten</translation>
    </message>
    <message>
        <source>Assigning</source>
        <translation>In Zuweisung</translation>
    </message>
    <message>
        <source>Registered, stays</source>
        <translation>Registriert, bleibt</translation>
    </message>
    <message>
        <source>Registered, moved</source>
        <translation>Registriert, umgezogen</translation>
    </message>
    <message>
        <source>Registration failed</source>
        <translation>Registrierung fehlgeschlagen</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>zu %1</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Detail</translation>
    </message>
</context>
<context>
    <name>rehome::session::Applier</name>
    <message>
        <source>This connection is read-only. Allow edits first.</source>
        <translation>Diese Verbindung steht auf Nur Lesen. Zuerst Änderungen erlauben.</translation>
    </message>
    <message>
        <source>The connection is not open. Nothing was sent.</source>
        <translation>Die Verbindung ist nicht offen. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Somebody else deleted this enrollment. Discard the edit or create it again.</source>
        <translation>Jemand anderes hat dieses Enrollment gelöscht. Die Änderung verwerfen oder es neu anlegen.</translation>
    </message>
    <message>
        <source>Somebody else changed this enrollment. Compare and choose for each field.</source>
        <translation>Jemand anderes hat dieses Enrollment geändert. Vergleichen und für jedes Feld wählen.</translation>
    </message>
    <message>
        <source>An enrollment with this ID exists already. Choose another ID or edit the existing one.</source>
        <translation>Ein Enrollment mit dieser ID gibt es schon. Eine andere ID wählen oder das vorhandene ändern.</translation>
    </message>
    <message>
        <source>Somebody else changed it meanwhile. Look at the new version and try again.</source>
        <translation>Jemand anderes hat es inzwischen geändert. Die neue Fassung ansehen und erneut versuchen.</translation>
    </message>
    <message>
        <source>This ID is not valid. Use letters, digits and - . _ : only.</source>
        <translation>Diese ID ist ungültig. Nur Buchstaben, Ziffern und - . _ : verwenden.</translation>
    </message>
    <message>
        <source>This enrollment is gone already.</source>
        <translation>Dieses Enrollment ist schon weg.</translation>
    </message>
    <message>
        <source>Stopped while nobody could tell whether it was applied. Apply again: it is looked up first.</source>
        <translation>Angehalten, als niemand sagen konnte, ob es angewendet war. Erneut anwenden: Zuerst wird nachgesehen.</translation>
    </message>
    <message>
        <source>This enrollment is not known any more. Discard the edit.</source>
        <translation>Dieses Enrollment ist nicht mehr bekannt. Die Änderung verwerfen.</translation>
    </message>
</context>
<context>
    <name>rehome::session::CommandSession</name>
    <message>
        <source>No temporary folder could be made: %1</source>
        <translation>Es ließ sich kein temporärer Ordner anlegen: %1</translation>
    </message>
</context>
<context>
    <name>rehome::session::DeclaredClients</name>
    <message>
        <source>Declared clients cannot be read, so all are unknown. Check the rights of their file.</source>
        <translation>Angegebene Clients können nicht gelesen werden, daher sind alle unbekannt. Rechte der Datei prüfen.</translation>
    </message>
    <message>
        <source>The file of declared clients is damaged. It was set aside; all are unknown until declared anew.</source>
        <translation>Die Datei der angegebenen Clients ist beschädigt. Sie wurde beiseitegelegt; alle sind unbekannt, bis sie neu angegeben werden.</translation>
    </message>
    <message>
        <source>What was declared cannot be saved: it counts until the connection is closed. Check free space and rights of the data folder.</source>
        <translation>Das Angegebene kann nicht gespeichert werden: Es gilt, bis die Verbindung geschlossen wird. Freien Platz und Rechte des Datenordners prüfen.</translation>
    </message>
    <message>
        <source>the file there could not be read</source>
        <translation>die Datei dort war nicht lesbar</translation>
    </message>
</context>
<context>
    <name>rehome::session::ImportEdits</name>
    <message>
        <source>There is no such enrollment yet, and a new one needs an attestation. Add it, or correct the ID.</source>
        <translation>Dieses Enrollment gibt es noch nicht, und ein neues braucht einen Nachweis. Nachweis ergänzen oder ID berichtigen.</translation>
    </message>
    <message>
        <source>This value has the wrong form. Write it as the service gives it.</source>
        <translation>Dieser Wert hat die falsche Form. So schreiben, wie der Dienst ihn liefert.</translation>
    </message>
</context>
<context>
    <name>rehome::session::ProfileStore</name>
    <message>
        <source>Saved connections cannot be read. Check the rights of the settings file.</source>
        <translation>Gespeicherte Verbindungen sind nicht lesbar. Rechte der Einstellungsdatei prüfen.</translation>
    </message>
    <message>
        <source>The list of saved connections is damaged. It was set aside; add your connections again.</source>
        <translation>Die Liste der gespeicherten Verbindungen ist beschädigt. Sie wurde beiseitegelegt; Verbindungen neu anlegen.</translation>
    </message>
    <message>
        <source>Connections cannot be saved. Check free space and rights of the settings folder.</source>
        <translation>Verbindungen können nicht gespeichert werden. Speicherplatz und Rechte des Einstellungsordners prüfen.</translation>
    </message>
    <message>
        <source>This connection cannot be saved: it has no name or no key of its own.</source>
        <translation>Diese Verbindung kann nicht gespeichert werden: Sie hat keinen Namen oder keinen eigenen Schlüssel.</translation>
    </message>
    <message>
        <source>This computer has no keychain. The key is kept in memory until Rehome closes.</source>
        <translation>Dieser Computer hat keinen Schlüsselbund. Der Schlüssel bleibt im Speicher, bis Rehome schließt.</translation>
    </message>
    <message>
        <source>This connection is not saved. Save it first.</source>
        <translation>Diese Verbindung ist nicht gespeichert. Zuerst speichern.</translation>
    </message>
    <message>
        <source>The key of this connection was not kept. Paste its connection string again.</source>
        <translation>Der Schlüssel dieser Verbindung wurde nicht behalten. Ihre Verbindungszeichenfolge erneut einfügen.</translation>
    </message>
    <message>
        <source>This connection is not saved any more.</source>
        <translation>Diese Verbindung ist nicht mehr gespeichert.</translation>
    </message>
    <message>
        <source>IoT hub connection string %1</source>
        <translation>IoT-Hub-Verbindungszeichenfolge %1</translation>
    </message>
    <message>
        <source>The CA certificate file cannot be read. Choose another file.</source>
        <translation>Die CA-Zertifikatsdatei ist nicht lesbar. Eine andere Datei wählen.</translation>
    </message>
</context>
<context>
    <name>rehome::session::Session</name>
    <message>
        <source>The enrollment&apos;s initial twin was not read.</source>
        <translation>Der Anfangszwilling des Enrollments wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>Linked hubs are inferred from enrollments and records; their weights are unknown.</source>
        <translation>Verknüpfte Hubs sind aus Enrollments und Datensätzen erschlossen; ihre Gewichte sind unbekannt.</translation>
    </message>
    <message>
        <source>The table of hubs is taken for the linked hubs.</source>
        <translation>Die Tabelle der Hubs gilt als die verknüpften Hubs.</translation>
    </message>
    <message>
        <source>The device is not known any more.</source>
        <translation>Das Gerät ist nicht mehr bekannt.</translation>
    </message>
    <message>
        <source>No enrollment is known for this device, so nothing can be decided.</source>
        <translation>Für dieses Gerät ist kein Enrollment bekannt, also lässt sich nichts entscheiden.</translation>
    </message>
    <message>
        <source>The device&apos;s API version is unknown: one newer than 2018-04-01 is assumed.</source>
        <translation>Die API-Version des Geräts ist unbekannt: Angenommen ist eine neuere als 2018-04-01.</translation>
    </message>
    <message>
        <source>The registration record was not read: a first registration is assumed.</source>
        <translation>Der Registrierungsdatensatz wurde nicht gelesen: Angenommen ist eine erste Registrierung.</translation>
    </message>
    <message>
        <source>The service&apos;s own allocation policy is unknown: hashed is assumed.</source>
        <translation>Die Zuteilungsrichtlinie des Dienstes ist unbekannt: Angenommen ist gleichmäßig gewichtet.</translation>
    </message>
    <message>
        <source>Where the device is, is unknown: its nearest hub cannot be told.</source>
        <translation>Wo das Gerät ist, ist unbekannt: Sein nächster Hub lässt sich nicht nennen.</translation>
    </message>
    <message>
        <source>The webhook decides; its answer is unknown here.</source>
        <translation>Der Webhook entscheidet; seine Antwort ist hier unbekannt.</translation>
    </message>
    <message>
        <source>The real service&apos;s hash is not public: another hub of the set may come out.</source>
        <translation>Die Hashfunktion des echten Dienstes ist nicht öffentlich: Ein anderer Hub der Menge ist möglich.</translation>
    </message>
    <message>
        <source>Policy %1</source>
        <translation>Richtlinie %1</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>This connection is read-only. Allow edits first.</source>
        <translation>Diese Verbindung steht auf Nur Lesen. Zuerst Änderungen erlauben.</translation>
    </message>
    <message>
        <source>Edits are being applied already. Wait or cancel.</source>
        <translation>Änderungen werden schon angewendet. Warten oder abbrechen.</translation>
    </message>
    <message>
        <source>The connection is not open. Nothing was sent.</source>
        <translation>Die Verbindung ist nicht offen. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>There is nothing to apply.</source>
        <translation>Es gibt nichts anzuwenden.</translation>
    </message>
    <message>
        <source>The connection is not open.</source>
        <translation>Die Verbindung ist nicht offen.</translation>
    </message>
    <message>
        <source>New enrollment</source>
        <translation>Neues Enrollment</translation>
    </message>
    <message>
        <source>Delete enrollments</source>
        <translation>Enrollments löschen</translation>
    </message>
    <message>
        <source>This enrollment is gone or waits for its deletion. Nothing was edited.</source>
        <translation>Dieses Enrollment gibt es nicht mehr, oder es wartet auf seine Löschung. Nichts wurde bearbeitet.</translation>
    </message>
    <message>
        <source>This ID is not valid. Use letters, digits and - . _ : only.</source>
        <translation>Diese ID ist nicht gültig. Nur Buchstaben, Ziffern und - . _ : verwenden.</translation>
    </message>
    <message>
        <source>The ID cannot change: %1. Create a new enrollment for another ID.</source>
        <translation>Die ID kann sich nicht ändern: %1. Für eine andere ID ein neues Enrollment anlegen.</translation>
    </message>
    <message>
        <source>Edit enrollment</source>
        <translation>Enrollment bearbeiten</translation>
    </message>
    <message>
        <source>New primary key</source>
        <translation>Neuer primärer Schlüssel</translation>
    </message>
    <message>
        <source>New secondary key</source>
        <translation>Neuer sekundärer Schlüssel</translation>
    </message>
    <message>
        <source>Undo creates it again with its keys, with a new ETag and new dates.</source>
        <translation>Rückgängig legt es mit seinen Schlüsseln neu an, mit neuem ETag und neuen Daten.</translation>
    </message>
    <message>
        <source>Undo without keys: it is created again with new ones, the present cannot be restored.</source>
        <translation>Rückgängig ohne Schlüssel: Es wird mit neuen angelegt, die jetzigen lassen sich nicht wiederherstellen.</translation>
    </message>
    <message>
        <source>Undo can create it again only if this program sent or imported its certificates.</source>
        <translation>Rückgängig kann es nur neu anlegen, wenn dieses Programm seine Zertifikate gesendet oder importiert hat.</translation>
    </message>
    <message>
        <source>Undo creates it again with a new ETag and new dates.</source>
        <translation>Rückgängig legt es mit neuem ETag und neuen Daten neu an.</translation>
    </message>
    <message>
        <source>Undo restores the present keys: they are kept sealed by the keychain.</source>
        <translation>Rückgängig stellt die jetzigen Schlüssel wieder her: Sie bleiben durch den Schlüsselbund versiegelt aufbewahrt.</translation>
    </message>
    <message>
        <source>Undo without keys: the present keys cannot be restored.</source>
        <translation>Rückgängig ohne Schlüssel: Die jetzigen Schlüssel lassen sich nicht wiederherstellen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n enrollment(s))</source>
        <translation>
            <numerusform>%1 (%n Enrollment)</numerusform>
            <numerusform>%1 (%n Enrollments)</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no applied change that can be undone.</source>
        <translation>Es gibt keine angewendete Änderung, die sich rückgängig machen lässt.</translation>
    </message>
    <message>
        <source>It was undone already.</source>
        <translation>Es wurde bereits rückgängig gemacht.</translation>
    </message>
    <message>
        <source>An edit of this enrollment waits in the tray. Apply or discard that first.</source>
        <translation>Eine Änderung dieses Enrollments wartet in der Ablage. Zuerst diese anwenden oder verwerfen.</translation>
    </message>
    <message>
        <source>A newer change of this enrollment is taken back first.</source>
        <translation>Zuerst wird eine neuere Änderung dieses Enrollments zurückgenommen.</translation>
    </message>
    <message numerus="yes">
        <source>Undo of %n applied change(s)</source>
        <translation>
            <numerusform>Rückgängig: %n angewendete Änderung</numerusform>
            <numerusform>Rückgängig: %n angewendete Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Declared is %1 %2: API version %3 stands for it.</source>
        <translation>Angegeben ist %1 %2: Dafür steht API-Version %3.</translation>
    </message>
    <message>
        <source>Devices are being asked already. Wait or stop that.</source>
        <translation>Es werden bereits Geräte gebeten. Warten Sie, oder halten Sie das an.</translation>
    </message>
    <message>
        <source>There is no device to ask.</source>
        <translation>Es gibt kein Gerät, das gebeten werden kann.</translation>
    </message>
</context>
<context>
    <name>rehome::session::Trigger</name>
    <message>
        <source>A method has a name of 1 to 128 characters without / + #.</source>
        <translation>Eine Methode hat einen Namen aus 1 bis 128 Zeichen ohne / + #.</translation>
    </message>
    <message>
        <source>A property has a name of 1 to 128 characters without spaces and . $ / + #.</source>
        <translation>Eine Eigenschaft hat einen Namen aus 1 bis 128 Zeichen ohne Leerzeichen und . $ / + #.</translation>
    </message>
    <message>
        <source>%1 cannot be asked without its connection string. Add it in Hubs.</source>
        <translation>%1 kann ohne seine Verbindungszeichenfolge nicht gefragt werden. Tragen Sie sie unter Hubs ein.</translation>
    </message>
    <message numerus="yes">
        <source>The device was asked and did not answer within %Ln second(s).</source>
        <translation>
            <numerusform>Das Gerät wurde gebeten und antwortete nicht innerhalb von %Ln Sekunde.</numerusform>
            <numerusform>Das Gerät wurde gebeten und antwortete nicht innerhalb von %Ln Sekunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>The device is not connected to its hub, or takes no direct methods. It asks by itself when it starts; a desired property waits for it.</source>
        <translation>Das Gerät ist nicht mit seinem Hub verbunden oder nimmt keine direkten Methoden an. Es fragt von selbst, wenn es startet; eine gewünschte Eigenschaft wartet auf es.</translation>
    </message>
    <message>
        <source>The device does not know the method %1.</source>
        <translation>Das Gerät kennt die Methode %1 nicht.</translation>
    </message>
    <message>
        <source>The device answered the method %1 with %2.</source>
        <translation>Das Gerät antwortete auf die Methode %1 mit %2.</translation>
    </message>
    <message>
        <source>Somebody changed its twin at the same moment. Ask it again.</source>
        <translation>Jemand hat seinen Zwilling im selben Moment geändert. Bitten Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The device is disabled in its hub already. It is left as it is.</source>
        <translation>Das Gerät ist in seinem Hub bereits deaktiviert. Es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Somebody changed the device in its hub at the same moment. Ask it again.</source>
        <translation>Jemand hat das Gerät in seinem Hub im selben Moment geändert. Bitten Sie es noch einmal.</translation>
    </message>
    <message>
        <source>%1 could not be enabled again: it changes in its hub all the time.</source>
        <translation>%1 konnte nicht wieder aktiviert werden: Es ändert sich in seinem Hub fortwährend.</translation>
    </message>
</context>
<context>
    <name>rehome::session::Worker</name>
    <message numerus="yes">
        <source>%Ln device(s) are still disabled in their hub since they were asked to register again. Allow edits, and they are enabled.</source>
        <translation>
            <numerusform>%Ln Gerät ist in seinem Hub noch deaktiviert, seit es um eine neue Registrierung gebeten wurde. Erlauben Sie Änderungen, dann wird es aktiviert.</numerusform>
            <numerusform>%Ln Geräte sind in ihrem Hub noch deaktiviert, seit sie um eine neue Registrierung gebeten wurden. Erlauben Sie Änderungen, dann werden sie aktiviert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui</name>
    <message>
        <source>Reprovision policy</source>
        <translation>Reprovisioning-Richtlinie</translation>
    </message>
    <message>
        <source>Allocation and hubs</source>
        <translation>Zuteilung und Hubs</translation>
    </message>
    <message>
        <source>Provisioning status</source>
        <translation>Provisionierungsstatus</translation>
    </message>
    <message>
        <source>IoT Edge</source>
        <translation>IoT Edge</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <source>Edit many enrollments</source>
        <translation>Viele Enrollments bearbeiten</translation>
    </message>
    <message>
        <source>Put into the tray</source>
        <translation>In die Ablage legen</translation>
    </message>
    <message>
        <source>Selected (%1)</source>
        <translation>Ausgewählte (%1)</translation>
    </message>
    <message>
        <source>All that match the filter (%1)</source>
        <translation>Alle, die zum Filter passen (%1)</translation>
    </message>
    <message>
        <source>Enrollments to edit</source>
        <translation>Zu bearbeitende Enrollments</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Enrollments</source>
        <translation>Enrollments</translation>
    </message>
    <message>
        <source>Declared client</source>
        <translation>Angegebener Client</translation>
    </message>
    <message>
        <source>Initial twin</source>
        <translation>Anfangszwilling</translation>
    </message>
</context>
<context>
    <name>rehome::ui::ApiMeter</name>
    <message>
        <source>API %1 of %2 / min</source>
        <translation>API %1 von %2 / min</translation>
    </message>
    <message>
        <source>Calls that Rehome itself made this minute. What others use is not known.</source>
        <translation>Aufrufe, die Rehome selbst in dieser Minute machte. Was andere verbrauchen, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>%1 calls are waiting.</source>
        <translation>%1 Aufrufe warten.</translation>
    </message>
    <message>
        <source>The service refused a call with 429; background work runs at half speed.</source>
        <translation>Der Dienst lehnte einen Aufruf mit 429 ab; Hintergrundarbeit läuft mit halber Geschwindigkeit.</translation>
    </message>
</context>
<context>
    <name>rehome::ui::AppliedDialog</name>
    <message>
        <source>Applied changes</source>
        <translation>Angewendete Änderungen</translation>
    </message>
    <message>
        <source>What this program applied in the last 90 days. Undo puts the way back into the tray; nothing is sent until you apply.</source>
        <translation>Was dieses Programm in den letzten 90 Tagen angewendet hat. Rückgängig legt den Weg zurück in die Ablage; gesendet wird erst beim Anwenden.</translation>
    </message>
    <message>
        <source>Search by enrollment, field, value or state</source>
        <translation>Nach Enrollment, Feld, Wert oder Zustand suchen</translation>
    </message>
    <message>
        <source>Search applied changes</source>
        <translation>Angewendete Änderungen durchsuchen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Undo the &amp;whole apply</source>
        <translation>&amp;Alles zusammen Angewendete rückgängig</translation>
    </message>
    <message numerus="yes">
        <source>Undo the &amp;whole apply (%n)</source>
        <translation>
            <numerusform>&amp;Alles zusammen Angewendete rückgängig (%n)</numerusform>
            <numerusform>&amp;Alles zusammen Angewendete rückgängig (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n edit(s) wait in the tray. Nothing was sent.</source>
        <translation>
            <numerusform>%n Änderung wartet in der Ablage. Gesendet wurde nichts.</numerusform>
            <numerusform>%n Änderungen warten in der Ablage. Gesendet wurde nichts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n the earlier keys are not kept.</source>
        <translation>
            <numerusform>Von %n sind die früheren Schlüssel nicht aufbewahrt.</numerusform>
            <numerusform>Von %n sind die früheren Schlüssel nicht aufbewahrt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) were left: %1: %2</source>
        <translation>
            <numerusform>%n Änderung blieb: %1: %2</numerusform>
            <numerusform>%n Änderungen blieben: %1: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare and choose</source>
        <translation>Vergleichen und wählen</translation>
    </message>
</context>
<context>
    <name>rehome::ui::ApplyQuestion</name>
    <message>
        <source>Apply edits</source>
        <translation>Änderungen anwenden</translation>
    </message>
    <message numerus="yes">
        <source>Apply %n edit(s) to %1?</source>
        <translation>
            <numerusform>%n Änderung auf %1 anwenden?</numerusform>
            <numerusform>%n Änderungen auf %1 anwenden?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n enrollment(s) will be deleted.</source>
        <translation>
            <numerusform>%n Enrollment wird gelöscht.</numerusform>
            <numerusform>%n Enrollments werden gelöscht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n enrollment(s) will be created.</source>
        <translation>
            <numerusform>%n Enrollment wird angelegt.</numerusform>
            <numerusform>%n Enrollments werden angelegt.</numerusform>
        </translation>
    </message>
    <message>
        <source>They go to %1 with the version each was made from. Devices follow at their next request.</source>
        <translation>Sie gehen mit der Fassung, aus der sie entstanden, an %1. Geräte folgen bei ihrer nächsten Anfrage.</translation>
    </message>
    <message numerus="yes">
        <source>Apply %n edit(s)</source>
        <translation>
            <numerusform>%n Änderung anwenden</numerusform>
            <numerusform>%n Änderungen anwenden</numerusform>
        </translation>
    </message>
    <message>
        <source>Type %1 to apply that many:</source>
        <translation>%1 eintippen, um so viele anzuwenden:</translation>
    </message>
</context>
<context>
    <name>rehome::ui::AttestationSection</name>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>%1, ended %2 ago</source>
        <translation>%1, vor %2 abgelaufen</translation>
    </message>
    <message>
        <source>%1, ends in %2</source>
        <translation>%1, endet in %2</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>nicht gelesen</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Aussteller</translation>
    </message>
    <message>
        <source>Thumbprint SHA-1</source>
        <translation>Fingerabdruck SHA-1</translation>
    </message>
    <message>
        <source>Thumbprint SHA-256</source>
        <translation>Fingerabdruck SHA-256</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Gültig ab</translation>
    </message>
    <message>
        <source>Primary certificate of the device</source>
        <translation>Primäres Zertifikat des Geräts</translation>
    </message>
    <message>
        <source>Secondary certificate of the device</source>
        <translation>Sekundäres Zertifikat des Geräts</translation>
    </message>
    <message>
        <source>Primary signing certificate</source>
        <translation>Primäres Signaturzertifikat</translation>
    </message>
    <message>
        <source>Secondary signing certificate</source>
        <translation>Sekundäres Signaturzertifikat</translation>
    </message>
    <message>
        <source>Primary</source>
        <translation>Primär</translation>
    </message>
    <message>
        <source>Secondary</source>
        <translation>Sekundär</translation>
    </message>
    <message>
        <source>CA certificates of the service, by name</source>
        <translation>CA-Zertifikate des Dienstes, nach Namen</translation>
    </message>
    <message>
        <source>Primary key</source>
        <translation>Primärschlüssel</translation>
    </message>
    <message>
        <source>Secondary key</source>
        <translation>Sekundärschlüssel</translation>
    </message>
    <message>
        <source>Copy the primary key</source>
        <translation>Primärschlüssel kopieren</translation>
    </message>
    <message>
        <source>Copy the secondary key</source>
        <translation>Sekundärschlüssel kopieren</translation>
    </message>
    <message>
        <source>Show keys</source>
        <translation>Schlüssel zeigen</translation>
    </message>
    <message>
        <source>New primary key</source>
        <translation>Neuer Primärschlüssel</translation>
    </message>
    <message>
        <source>New secondary key</source>
        <translation>Neuer Sekundärschlüssel</translation>
    </message>
    <message>
        <source>Once it is applied, a device with the old key is refused. Change the key that no device uses, move the devices to it, then change the other.</source>
        <translation>Sobald er angewendet ist, wird ein Gerät mit dem alten Schlüssel abgewiesen. Erst den Schlüssel ändern, den kein Gerät benutzt, die Geräte auf ihn umstellen, dann den anderen ändern.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>TPM</source>
        <translation>TPM</translation>
    </message>
    <message>
        <source>Endorsement key</source>
        <translation>Endorsement Key</translation>
    </message>
    <message>
        <source>Its public part: no secret</source>
        <translation>Sein öffentlicher Teil: kein Geheimnis</translation>
    </message>
    <message>
        <source>A new primary key waits in the tray.</source>
        <translation>Ein neuer Primärschlüssel wartet in der Ablage.</translation>
    </message>
    <message>
        <source>A new secondary key waits in the tray.</source>
        <translation>Ein neuer Sekundärschlüssel wartet in der Ablage.</translation>
    </message>
    <message>
        <source>Hide keys</source>
        <translation>Schlüssel verbergen</translation>
    </message>
</context>
<context>
    <name>rehome::ui::BulkEditDialog</name>
    <message>
        <source>This connection is read-only. Allow edits first.</source>
        <translation>Diese Verbindung steht auf Nur Lesen. Zuerst Änderungen erlauben.</translation>
    </message>
    <message>
        <source>Choose what to set.</source>
        <translation>Auswählen, was gesetzt werden soll.</translation>
    </message>
    <message>
        <source>%1 change, %2 stay as they are.</source>
        <translation>%1 ändern sich, %2 bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Declare</source>
        <translation>Angeben</translation>
    </message>
    <message>
        <source>Put into the tray</source>
        <translation>In die Ablage legen</translation>
    </message>
    <message>
        <source>The initial twin of %1 would be larger than a hub takes and is left alone.</source>
        <translation>Der Anfangszwilling von %1 würde größer, als ein Hub annimmt, und bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Reading their initial twins…</source>
        <translation>Anfangszwillinge werden gelesen …</translation>
    </message>
    <message>
        <source>Bulk edit</source>
        <translation>Viele bearbeiten</translation>
    </message>
</context>
<context>
    <name>rehome::ui::ChipRow</name>
    <message>
        <source>Filter chips</source>
        <translation>Filterbausteine</translation>
    </message>
</context>
<context>
    <name>rehome::ui::ClientPicker</name>
    <message>
        <source>What its devices speak</source>
        <translation>Was die Geräte sprechen</translation>
    </message>
    <message>
        <source>several</source>
        <translation>verschiedene</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>API version</source>
        <translation>API-Version</translation>
    </message>
    <message>
        <source>Version of it</source>
        <translation>Version davon</translation>
    </message>
    <message>
        <source>The selected ones differ. Choosing declares all of them.</source>
        <translation>Die ausgewählten unterscheiden sich. Eine Wahl gilt für alle.</translation>
    </message>
    <message>
        <source>The API version is a date such as 2018-04-01.</source>
        <translation>Die API-Version ist ein Datum wie 2018-04-01.</translation>
    </message>
    <message>
        <source>Its version is a number such as 1.2.8.</source>
        <translation>Seine Version ist eine Zahl wie 1.2.8.</translation>
    </message>
    <message>
        <source>No answer of the service tells it. Predictions show both outcomes.</source>
        <translation>Keine Antwort des Dienstes verrät es. Vorhersagen zeigen beide Ausgänge.</translation>
    </message>
    <message>
        <source>From before reprovisioning: without a policy its devices stay on their hub.</source>
        <translation>Von vor dem Reprovisioning: Ohne Richtlinie bleiben die Geräte auf ihrem Hub.</translation>
    </message>
    <message>
        <source>Knows reprovisioning: without a policy its devices move with their data.</source>
        <translation>Kennt Reprovisioning: Ohne Richtlinie ziehen die Geräte mit ihren Daten um.</translation>
    </message>
</context>
<context>
    <name>rehome::ui::CommandPalette</name>
    <message>
        <source>Go to a device, hub, page or command</source>
        <translation>Zu Gerät, Hub, Seite oder Befehl gehen</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Nothing matches &quot;%1&quot;</source>
        <translation>Nichts passt zu „%1“</translation>
    </message>
</context>
<context>
    <name>rehome::ui::ConflictDialog</name>
    <message>
        <source>(absent)</source>
        <translation>(fehlt)</translation>
    </message>
    <message>
        <source>Compare versions</source>
        <translation>Fassungen vergleichen</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>When you loaded it</source>
        <translation>Beim Laden</translation>
    </message>
    <message>
        <source>In the service now</source>
        <translation>Jetzt im Dienst</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Versions of each field</source>
        <translation>Fassungen jedes Feldes</translation>
    </message>
    <message>
        <source>Checked fields keep your value on top of the newest version. Nothing is sent until you apply.</source>
        <translation>Angekreuzte Felder behalten den eigenen Wert über der neuesten Fassung. Vor dem Anwenden wird nichts gesendet.</translation>
    </message>
    <message>
        <source>Put the choice into the tray</source>
        <translation>Auswahl in die Ablage übernehmen</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation>%1 (%2 von %3)</translation>
    </message>
    <message>
        <source>Keep theirs</source>
        <translation>Deren Fassung behalten</translation>
    </message>
    <message>
        <source>(deleted)</source>
        <translation>(gelöscht)</translation>
    </message>
    <message>
        <source>(present)</source>
        <translation>(vorhanden)</translation>
    </message>
    <message>
        <source>(the enrollment)</source>
        <translation>(das Enrollment)</translation>
    </message>
</context>
<context>
    <name>rehome::ui::ConnectForm</name>
    <message>
        <source>Keep the key in this computer&apos;s keychain</source>
        <translation>Schlüssel im Schlüsselbund dieses Rechners ablegen</translation>
    </message>
    <message>
        <source>Keep the key for this session only</source>
        <translation>Schlüssel nur für diese Sitzung behalten</translation>
    </message>
    <message>
        <source>Certificate and hubs…</source>
        <translation>Zertifikat und Hubs…</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Service connection string</source>
        <translation>Dienst-Verbindungszeichenfolge</translation>
    </message>
    <message>
        <source>Name of the connection</source>
        <translation>Name der Verbindung</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Safety level</source>
        <translation>Sicherheitsstufe</translation>
    </message>
    <message>
        <source>This computer offers no keychain service.</source>
        <translation>Dieser Rechner bietet keinen Schlüsselbund.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Show or hide the key</source>
        <translation>Schlüssel zeigen oder verbergen</translation>
    </message>
    <message>
        <source>CA certificate file</source>
        <translation>CA-Zertifikatsdatei</translation>
    </message>
    <message>
        <source>Only for a local service: ca.pem</source>
        <translation>Nur für einen lokalen Dienst: ca.pem</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Add a hub connection string</source>
        <translation>Hub-Verbindungszeichenfolge hinzufügen</translation>
    </message>
    <message>
        <source>CA certificate file, trusted besides the system&apos;s own</source>
        <translation>CA-Zertifikatsdatei, der neben denen des Systems vertraut wird</translation>
    </message>
    <message>
        <source>Hubs, to see which hub holds which device (optional)</source>
        <translation>Hubs, um zu sehen, welcher Hub welches Gerät hat (freiwillig)</translation>
    </message>
    <message>
        <source>CA certificate</source>
        <translation>CA-Zertifikat</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Zertifikate (*.pem *.crt *.cer);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Hub connection string %1</source>
        <translation>Hub-Verbindungszeichenfolge %1</translation>
    </message>
    <message>
        <source>Connects to %1 as %2.</source>
        <translation>Verbindet mit %1 als %2.</translation>
    </message>
    <message>
        <source>Copy it from the portal: Device Provisioning Service, Shared access policies.</source>
        <translation>Aus dem Portal kopieren: Device Provisioning Service, SAS-Richtlinien.</translation>
    </message>
    <message>
        <source>Type the number when more than so many edits are applied</source>
        <translation>Die Zahl eintippen, wenn mehr als so viele Änderungen angewendet werden</translation>
    </message>
    <message>
        <source>Type the number when more edits are applied than</source>
        <translation>Die Zahl eintippen bei mehr Änderungen als</translation>
    </message>
</context>
<context>
    <name>rehome::ui::ConnectionSwitcher</name>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>Abnahme</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Labor</translation>
    </message>
    <message>
        <source>Connection %1, %2</source>
        <translation>Verbindung %1, %2</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>New connection…</source>
        <translation>Neue Verbindung…</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
</context>
<context>
    <name>rehome::ui::DataAge</name>
    <message>
        <source>Data %1 old</source>
        <translation>Daten %1 alt</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>Keine Daten</translation>
    </message>
    <message>
        <source>The service does not answer. What was loaded stays shown.</source>
        <translation>Der Dienst antwortet nicht. Geladenes bleibt sichtbar.</translation>
    </message>
</context>
<context>
    <name>rehome::ui::DeleteDialog</name>
    <message numerus="yes">
        <source>A device that one of the %n enabled group(s) covers is admitted again at its next request. A disabled individual enrollment keeps it out.</source>
        <translation>
            <numerusform>Ein Gerät, das die %n aktivierte Gruppe abdeckt, wird bei seiner nächsten Anfrage wieder zugelassen. Ein deaktiviertes individuelles Enrollment hält es draußen.</numerusform>
            <numerusform>Ein Gerät, das eine der %n aktivierten Gruppen abdeckt, wird bei seiner nächsten Anfrage wieder zugelassen. Ein deaktiviertes individuelles Enrollment hält es draußen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n registration record(s) known of the group(s) stay and count towards the quota. Delete them first.</source>
        <translation>
            <numerusform>%n bekannter Registrierungseintrag der Gruppen bleibt und zählt zum Kontingent. Zuerst löschen.</numerusform>
            <numerusform>%n bekannte Registrierungseinträge der Gruppen bleiben und zählen zum Kontingent. Zuerst löschen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Registration records of a group stay and count towards the quota.</source>
        <translation>Registrierungseinträge einer Gruppe bleiben und zählen zum Kontingent.</translation>
    </message>
    <message>
        <source>Devices keep their connection to their hub until the hub removes them.</source>
        <translation>Geräte behalten ihre Verbindung zu ihrem Hub, bis der Hub sie entfernt.</translation>
    </message>
    <message>
        <source>Delete enrollments</source>
        <translation>Enrollments löschen</translation>
    </message>
    <message>
        <source>Delete %1 from %2?</source>
        <translation>%1 aus %2 löschen?</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n enrollment(s) from %1?</source>
        <translation>
            <numerusform>%n Enrollment aus %1 löschen?</numerusform>
            <numerusform>%n Enrollments aus %1 löschen?</numerusform>
        </translation>
    </message>
    <message>
        <source>It waits in the tray until you apply it. Disabling can be taken back at any time.</source>
        <translation>Es wartet in der Ablage, bis es angewendet wird. Deaktivieren lässt sich jederzeit zurücknehmen.</translation>
    </message>
    <message>
        <source>Type %1 to delete them</source>
        <translation>Zum Löschen %1 eingeben</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n enrollment(s)</source>
        <translation>
            <numerusform>%n Enrollment löschen</numerusform>
            <numerusform>%n Enrollments löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>Disable instead</source>
        <translation>Stattdessen deaktivieren</translation>
    </message>
</context>
<context>
    <name>rehome::ui::DeviceInspector</name>
    <message>
        <source>its enrollment only</source>
        <translation>nur sein Enrollment</translation>
    </message>
    <message>
        <source>registration record</source>
        <translation>Registrierungsdatensatz</translation>
    </message>
    <message>
        <source>its own record</source>
        <translation>sein eigener Datensatz</translation>
    </message>
    <message>
        <source>query on the hub</source>
        <translation>Abfrage auf dem Hub</translation>
    </message>
    <message>
        <source>first seen</source>
        <translation>zuerst gesehen</translation>
    </message>
    <message>
        <source>asked, is in Assigning</source>
        <translation>hat gefragt, ist in Zuweisung</translation>
    </message>
    <message>
        <source>assigned to %1</source>
        <translation>%1 zugewiesen</translation>
    </message>
    <message>
        <source>assigned</source>
        <translation>zugewiesen</translation>
    </message>
    <message>
        <source>moved %1 → %2, data reset</source>
        <translation>umgezogen %1 → %2, Daten zurückgesetzt</translation>
    </message>
    <message>
        <source>moved %1 → %2, data migrated</source>
        <translation>umgezogen %1 → %2, Daten migriert</translation>
    </message>
    <message>
        <source>data reset on the same hub</source>
        <translation>Daten auf demselben Hub zurückgesetzt</translation>
    </message>
    <message>
        <source>failed with %1</source>
        <translation>gescheitert mit %1</translation>
    </message>
    <message>
        <source>refused: disabled</source>
        <translation>abgewiesen: deaktiviert</translation>
    </message>
    <message>
        <source>has no record</source>
        <translation>hat keinen Datensatz</translation>
    </message>
    <message>
        <source>record is gone</source>
        <translation>Datensatz ist weg</translation>
    </message>
    <message>
        <source>enrollment added</source>
        <translation>Enrollment hinzugekommen</translation>
    </message>
    <message>
        <source>enrollment changed</source>
        <translation>Enrollment geändert</translation>
    </message>
    <message>
        <source>enrollment gone</source>
        <translation>Enrollment weg</translation>
    </message>
    <message>
        <source>gap between two reads</source>
        <translation>Lücke zwischen zwei Lesungen</translation>
    </message>
    <message>
        <source>Show its enrollment</source>
        <translation>Sein Enrollment zeigen</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Erneut lesen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Twin on hub</source>
        <translation>Zwilling auf Hub</translation>
    </message>
    <message>
        <source>Part of the device</source>
        <translation>Teil des Geräts</translation>
    </message>
    <message>
        <source>What its next request will do</source>
        <translation>Was seine nächste Anfrage bewirkt</translation>
    </message>
    <message>
        <source>Twin on the hub</source>
        <translation>Zwilling auf dem Hub</translation>
    </message>
    <message>
        <source>Select a device to see its registration, what happened to it, and why.</source>
        <translation>Ein Gerät auswählen, um seine Registrierung zu sehen, was mit ihm geschah und warum.</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>Registrierungs-ID</translation>
    </message>
    <message>
        <source>Device ID</source>
        <translation>Geräte-ID</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Waiting for</source>
        <translation>Wartet seit</translation>
    </message>
    <message>
        <source>The service&apos;s time of its last update until now: at least.</source>
        <translation>Vom Zeitpunkt seiner letzten Aktualisierung beim Dienst bis jetzt: mindestens.</translation>
    </message>
    <message>
        <source>Substatus</source>
        <translation>Unterstatus</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>nicht gelesen</translation>
    </message>
    <message>
        <source>Hub before</source>
        <translation>Hub davor</translation>
    </message>
    <message>
        <source>Enrollment group</source>
        <translation>Enrollment-Gruppe</translation>
    </message>
    <message>
        <source>Individual enrollment</source>
        <translation>Einzelnes Enrollment</translation>
    </message>
    <message>
        <source>Latest registration</source>
        <translation>Letzte Registrierung</translation>
    </message>
    <message>
        <source>Last updated</source>
        <translation>Zuletzt aktualisiert</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>%1, from %2</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Nothing seen since this connection was opened.</source>
        <translation>Seit dem Öffnen dieser Verbindung nichts gesehen.</translation>
    </message>
    <message>
        <source>What happened (UTC)</source>
        <translation>Was geschah (UTC)</translation>
    </message>
    <message>
        <source>It has no hub, so there is no twin.</source>
        <translation>Es hat keinen Hub, also gibt es keinen Zwilling.</translation>
    </message>
    <message>
        <source>Reading from %1 …</source>
        <translation>Lese von %1 …</translation>
    </message>
    <message>
        <source>As it is now on %1.</source>
        <translation>Wie er jetzt auf %1 ist.</translation>
    </message>
    <message>
        <source>Registration ID %1</source>
        <translation>Registrierungs-ID %1</translation>
    </message>
    <message>
        <source>Enrollment %1</source>
        <translation>Enrollment %1</translation>
    </message>
    <message>
        <source>Time of the service %1</source>
        <translation>Zeit des Dienstes %1</translation>
    </message>
</context>
<context>
    <name>rehome::ui::DevicesPage</name>
    <message>
        <source>Assigned</source>
        <translation>Zugewiesen</translation>
    </message>
    <message>
        <source>Assigning</source>
        <translation>In Zuweisung</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Deaktiviert</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>Nicht zugewiesen</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Nicht gelesen</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Filter, for example status:assigning hub:hub-weu !group:line-7</source>
        <translation>Filter, zum Beispiel status:assigning hub:hub-weu !group:line-7</translation>
    </message>
    <message>
        <source>No registration is known yet. Records appear as the groups are read.</source>
        <translation>Noch ist keine Registrierung bekannt. Datensätze erscheinen, während die Gruppen gelesen werden.</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Sort by…</source>
        <translation>Sortieren nach …</translation>
    </message>
    <message>
        <source>Save the filter</source>
        <translation>Filter speichern</translation>
    </message>
    <message>
        <source>Ask to register again…</source>
        <translation>Um neue Registrierung bitten…</translation>
    </message>
</context>
<context>
    <name>rehome::ui::EditPane</name>
    <message>
        <source>Compare versions…</source>
        <translation>Versionen vergleichen…</translation>
    </message>
    <message>
        <source>Discard this edit</source>
        <translation>Diese Änderung verwerfen</translation>
    </message>
    <message>
        <source>What will be sent</source>
        <translation>Was gesendet wird</translation>
    </message>
</context>
<context>
    <name>rehome::ui::EffectPreview</name>
    <message>
        <source>%1 move with their twin</source>
        <translation>%1 ziehen mit ihrem Zwilling um</translation>
    </message>
    <message>
        <source>%1 move and start from the initial twin</source>
        <translation>%1 ziehen um und beginnen mit dem Anfangszwilling</translation>
    </message>
    <message>
        <source>%1 stay and are reset</source>
        <translation>%1 bleiben und werden zurückgesetzt</translation>
    </message>
    <message>
        <source>%1 stay</source>
        <translation>%1 bleiben</translation>
    </message>
    <message>
        <source>%1 get their first hub</source>
        <translation>%1 bekommen ihren ersten Hub</translation>
    </message>
    <message>
        <source>%1 are refused</source>
        <translation>%1 werden abgewiesen</translation>
    </message>
    <message>
        <source>%1 fail</source>
        <translation>%1 scheitern</translation>
    </message>
    <message>
        <source>%1 are not read yet</source>
        <translation>%1 sind noch nicht gelesen</translation>
    </message>
    <message>
        <source>At their next request: %1.</source>
        <translation>Bei ihrer nächsten Anfrage: %1.</translation>
    </message>
    <message>
        <source>Looked at %1 of %2 devices.</source>
        <translation>%1 von %2 Geräten betrachtet.</translation>
    </message>
    <message>
        <source>Its registration is not read yet, so nothing is predicted.</source>
        <translation>Seine Registrierung ist noch nicht gelesen, daher keine Vorhersage.</translation>
    </message>
    <message>
        <source>Its API version is unknown; with 2018-04-01 or older: %1</source>
        <translation>Seine API-Version ist unbekannt; mit 2018-04-01 oder älter: %1</translation>
    </message>
    <message>
        <source>%1 stay for their declared API is an old one.</source>
        <translation>%1 bleiben, weil ihre angegebene API alt ist.</translation>
    </message>
    <message>
        <source>The API version of %1 is unknown: with 2018-04-01 or older they stay.</source>
        <translation>Die API-Version von %1 ist unbekannt: mit 2018-04-01 oder älter bleiben sie.</translation>
    </message>
    <message>
        <source>%1 lose their enrollment</source>
        <translation>%1 verlieren ihr Enrollment</translation>
    </message>
</context>
<context>
    <name>rehome::ui::EnrollmentInspector</name>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>Registrierungs-ID</translation>
    </message>
    <message>
        <source>Device ID</source>
        <translation>Geräte-ID</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Undo this edit</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Show its devices</source>
        <translation>Geräte zeigen</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>Twin</source>
        <translation>Zwilling</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Part of the enrollment</source>
        <translation>Teil des Enrollments</translation>
    </message>
    <message>
        <source>Enabled: its devices may register</source>
        <translation>Aktiviert: Registrieren erlaubt</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>Was geschehen wird</translation>
    </message>
    <message>
        <source>Allocation and hubs</source>
        <translation>Zuteilung und Hubs</translation>
    </message>
    <message>
        <source>Initial twin</source>
        <translation>Anfangszwilling</translation>
    </message>
    <message>
        <source>Enrollment as JSON</source>
        <translation>Enrollment als JSON</translation>
    </message>
    <message>
        <source>Select an enrollment to see and edit it.</source>
        <translation>Ein Enrollment auswählen, um es zu sehen und zu ändern.</translation>
    </message>
    <message>
        <source>When devices of these %1 enrollments register again</source>
        <translation>Wenn sich Geräte dieser %1 Enrollments erneut registrieren</translation>
    </message>
    <message>
        <source>When devices of this group register again</source>
        <translation>Wenn sich Geräte dieser Gruppe erneut registrieren</translation>
    </message>
    <message>
        <source>When this device registers again</source>
        <translation>Wenn sich dieses Gerät erneut registriert</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Group ID</source>
        <translation>Gruppen-ID</translation>
    </message>
    <message>
        <source>Attestation</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Allocation</source>
        <translation>Zuteilung</translation>
    </message>
    <message>
        <source>Provisioning</source>
        <translation>Provisionierung</translation>
    </message>
    <message>
        <source>IoT Edge</source>
        <translation>IoT Edge</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Devices known</source>
        <translation>Bekannte Geräte</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>IoT Edge: its devices get this capability</source>
        <translation>IoT Edge: Seine Geräte erhalten diese Fähigkeit</translation>
    </message>
    <message>
        <source>What its devices speak</source>
        <translation>Was die Geräte sprechen</translation>
    </message>
    <message>
        <source>Declared old: %1, newer: %2, unknown: %3.</source>
        <translation>Angegeben alt: %1, neuer: %2, unbekannt: %3.</translation>
    </message>
    <message>
        <source>Declared here: %1.</source>
        <translation>Hier angegeben: %1.</translation>
    </message>
    <message>
        <source>Here it is unknown.</source>
        <translation>Hier ist sie unbekannt.</translation>
    </message>
</context>
<context>
    <name>rehome::ui::EnrollmentTransfer</name>
    <message>
        <source>The file could not be written: %1</source>
        <translation>Die Datei ließ sich nicht schreiben: %1</translation>
    </message>
    <message>
        <source>Copy as az command</source>
        <translation>Als az-Befehl kopieren</translation>
    </message>
    <message>
        <source>Copy as curl command</source>
        <translation>Als curl-Befehl kopieren</translation>
    </message>
    <message>
        <source>Copy as curl command with keys</source>
        <translation>Als curl-Befehl mit Schlüsseln kopieren</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Export what is shown…</source>
        <translation>Gezeigtes exportieren…</translation>
    </message>
    <message>
        <source>Open plan…</source>
        <translation>Plan öffnen…</translation>
    </message>
    <message>
        <source>Save edits as plan…</source>
        <translation>Änderungen als Plan sichern…</translation>
    </message>
    <message>
        <source>CSV for spreadsheets (*.csv);;JSON, whole enrollments (*.json)</source>
        <translation>CSV für Tabellen (*.csv);;JSON, ganze Enrollments (*.json)</translation>
    </message>
    <message>
        <source>Plans (*.json);;All files (*)</source>
        <translation>Pläne (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>There are no edits to save.</source>
        <translation>Es gibt keine Änderungen zu sichern.</translation>
    </message>
    <message>
        <source>Plans (*.json)</source>
        <translation>Pläne (*.json)</translation>
    </message>
    <message>
        <source>Copied with its keys and a token for an hour. Keep it as you keep keys.</source>
        <translation>Mit Schlüsseln und einem Token für eine Stunde kopiert. Wie Schlüssel hüten.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln enrollment(s) copied.</source>
        <translation>
            <numerusform>%Ln Enrollment kopiert.</numerusform>
            <numerusform>%Ln Enrollments kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select the enrollments to copy first.</source>
        <translation>Erst die Enrollments wählen, die kopiert werden sollen.</translation>
    </message>
    <message>
        <source>Select at most %1 enrollments to copy, or export them.</source>
        <translation>Höchstens %1 Enrollments zum Kopieren wählen oder sie exportieren.</translation>
    </message>
    <message>
        <source>Select one enrollment to copy it with its keys.</source>
        <translation>Ein Enrollment wählen, um es mit seinen Schlüsseln zu kopieren.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln enrollment(s) written to %1.</source>
        <translation>
            <numerusform>%Ln Enrollment nach %1 geschrieben.</numerusform>
            <numerusform>%Ln Enrollments nach %1 geschrieben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln edit(s) written to %1.</source>
        <translation>
            <numerusform>%Ln Änderung nach %1 geschrieben.</numerusform>
            <numerusform>%Ln Änderungen nach %1 geschrieben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keys are not in it: %Ln edit(s) cannot be applied from there.</source>
        <translation>
            <numerusform>Schlüssel stehen nicht darin: %Ln Änderung kann von dort nicht angewendet werden.</numerusform>
            <numerusform>Schlüssel stehen nicht darin: %Ln Änderungen können von dort nicht angewendet werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>It holds the code of a webhook. Keep it as you keep keys.</source>
        <translation>Er enthält den Code eines Webhooks. Wie Schlüssel hüten.</translation>
    </message>
    <message>
        <source>The file could not be read: %1</source>
        <translation>Die Datei ließ sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>This connection is read-only. Allow edits first.</source>
        <translation>Diese Verbindung steht auf Nur Lesen. Zuerst Änderungen erlauben.</translation>
    </message>
    <message>
        <source>This is a plan for %1. Open that connection first.</source>
        <translation>Dies ist ein Plan für %1. Erst jene Verbindung öffnen.</translation>
    </message>
    <message>
        <source>Open plan</source>
        <translation>Plan öffnen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln edit(s) of the plan wait in the tray.</source>
        <translation>
            <numerusform>%Ln Änderung des Plans wartet in der Ablage.</numerusform>
            <numerusform>%Ln Änderungen des Plans warten in der Ablage.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are so already.</source>
        <translation>
            <numerusform>%Ln ist schon so.</numerusform>
            <numerusform>%Ln sind schon so.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were made from an older version and will be compared.</source>
        <translation>
            <numerusform>%Ln entstand aus einem älteren Stand und wird verglichen.</numerusform>
            <numerusform>%Ln entstanden aus einem älteren Stand und werden verglichen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are of enrollments that are gone.</source>
        <translation>
            <numerusform>%Ln betrifft ein Enrollment, das es nicht mehr gibt.</numerusform>
            <numerusform>%Ln betreffen Enrollments, die es nicht mehr gibt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lack their keys and were left out.</source>
        <translation>
            <numerusform>%Ln fehlen ihre Schlüssel; sie wurde ausgelassen.</numerusform>
            <numerusform>%Ln fehlen ihre Schlüssel; sie wurden ausgelassen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>CSV or JSON (*.csv *.tsv *.txt *.json);;All files (*)</source>
        <translation>CSV oder JSON (*.csv *.tsv *.txt *.json);;Alle Dateien (*)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln edit(s) wait in the tray.</source>
        <translation>
            <numerusform>%Ln Änderung wartet in der Ablage.</numerusform>
            <numerusform>%Ln Änderungen warten in der Ablage.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::EnrollmentsPage</name>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Individual</source>
        <translation>Einzeln</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>Nicht gesetzt</translation>
    </message>
    <message>
        <source>Migrate</source>
        <translation>Migrieren</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Deaktiviert</translation>
    </message>
    <message>
        <source>Enrollments</source>
        <translation>Enrollments</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>Neu…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Filter, for example policy:notset hub:hub-weu !status:disabled</source>
        <translation>Filter, zum Beispiel policy:notset hub:hub-weu !status:disabled</translation>
    </message>
    <message>
        <source>This service has no enrollments yet.</source>
        <translation>Dieser Dienst hat noch keine Enrollments.</translation>
    </message>
    <message>
        <source>New enrollment…</source>
        <translation>Neues Enrollment…</translation>
    </message>
    <message>
        <source>Edit policy</source>
        <translation>Richtlinie ändern</translation>
    </message>
    <message>
        <source>Set policy to Migrate</source>
        <translation>Richtlinie auf Migrieren setzen</translation>
    </message>
    <message>
        <source>Set policy to Reset</source>
        <translation>Richtlinie auf Zurücksetzen setzen</translation>
    </message>
    <message>
        <source>Set policy to Never</source>
        <translation>Richtlinie auf Nie setzen</translation>
    </message>
    <message>
        <source>Set policy to Not set</source>
        <translation>Richtlinie auf Nicht gesetzt setzen</translation>
    </message>
    <message>
        <source>Delete enrollment…</source>
        <translation>Enrollment löschen…</translation>
    </message>
    <message>
        <source>This connection is read-only. Allow edits first.</source>
        <translation>Diese Verbindung steht auf Nur Lesen. Zuerst Änderungen erlauben.</translation>
    </message>
    <message>
        <source>Undo edit</source>
        <translation>Änderung zurücknehmen</translation>
    </message>
    <message numerus="yes">
        <source>%n enrollment(s)</source>
        <translation>
            <numerusform>%n Enrollment</numerusform>
            <numerusform>%n Enrollments</numerusform>
        </translation>
    </message>
    <message>
        <source>Enrollment</source>
        <translation>Enrollment</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Findings %1</source>
        <translation>Befunde %1</translation>
    </message>
    <message>
        <source>No rule has anything to say about this fleet.</source>
        <translation>Keine Regel beanstandet etwas an dieser Flotte.</translation>
    </message>
    <message>
        <source>What the rules find in this fleet, with its fix</source>
        <translation>Was die Regeln in dieser Flotte finden, mit Abhilfe</translation>
    </message>
    <message>
        <source>Show or hide findings</source>
        <translation>Befunde ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>Kopieren als</translation>
    </message>
    <message>
        <source>Edit many…</source>
        <translation>Viele bearbeiten …</translation>
    </message>
    <message>
        <source>Duplicate enrollment…</source>
        <translation>Enrollment duplizieren …</translation>
    </message>
    <message>
        <source>Sort by…</source>
        <translation>Sortieren nach …</translation>
    </message>
    <message>
        <source>Save the filter</source>
        <translation>Filter speichern</translation>
    </message>
</context>
<context>
    <name>rehome::ui::ErrorHelp</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>This code itself is in no public text: it is told by its HTTP status %1.</source>
        <translation>Dieser Code selbst steht in keinem öffentlichen Text: Erklärt wird er nach seinem HTTP-Status %1.</translation>
    </message>
    <message>
        <source>This number is in no public text; the local service answers with it.</source>
        <translation>Diese Nummer steht in keinem öffentlichen Text; der lokale Dienst antwortet damit.</translation>
    </message>
    <message>
        <source>Likely causes</source>
        <translation>Wahrscheinliche Ursachen</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
    <message>
        <source>Message of the service</source>
        <translation>Meldung des Dienstes</translation>
    </message>
    <message>
        <source>Error %1</source>
        <translation>Fehler %1</translation>
    </message>
    <message>
        <source>Nothing is known of this code. The service&apos;s own message is all there is.</source>
        <translation>Über diesen Code ist nichts bekannt. Es gibt nur die Meldung des Dienstes selbst.</translation>
    </message>
    <message>
        <source>The service gave no message.</source>
        <translation>Der Dienst hat keine Meldung gegeben.</translation>
    </message>
    <message>
        <source>The service says: %1</source>
        <translation>Der Dienst sagt: %1</translation>
    </message>
    <message>
        <source>Tracking ID %1</source>
        <translation>Tracking-ID %1</translation>
    </message>
</context>
<context>
    <name>rehome::ui::FactList</name>
    <message>
        <source>Copy %1</source>
        <translation>%1 kopieren</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>rehome::ui::FilterBar</name>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Clear filter (Esc)</source>
        <translation>Filter leeren (Esc)</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Keep this filter in the rail (Ctrl+D)</source>
        <translation>Diesen Filter in der Seitenleiste behalten (Ctrl+D)</translation>
    </message>
    <message>
        <source>%1 in %2 ms</source>
        <translation>%1 in %2 ms</translation>
    </message>
</context>
<context>
    <name>rehome::ui::FindingsPanel</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Hide the findings</source>
        <translation>Befunde ausblenden</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>The rules are being asked …</source>
        <translation>Die Regeln werden befragt …</translation>
    </message>
    <message>
        <source>No rule has anything to say about this fleet.</source>
        <translation>Keine Regel beanstandet etwas an dieser Flotte.</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln enrollment(s)</source>
        <translation>
            <numerusform>%Ln Enrollment zeigen</numerusform>
            <numerusform>%Ln Enrollments zeigen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln record(s)</source>
        <translation>
            <numerusform>%Ln Eintrag zeigen</numerusform>
            <numerusform>%Ln Einträge zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>In the tray: %1</source>
        <translation>In der Ablage: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>This connection is read-only. Allow edits first.</source>
        <translation>Diese Verbindung steht auf Nur Lesen. Zuerst Änderungen erlauben.</translation>
    </message>
    <message>
        <source>Puts the edits into the tray. Nothing is sent before you apply.</source>
        <translation>Legt die Änderungen in die Ablage. Vor dem Anwenden wird nichts gesendet.</translation>
    </message>
    <message>
        <source>The finding goes when the edits are applied.</source>
        <translation>Der Befund verschwindet, wenn die Änderungen angewendet sind.</translation>
    </message>
    <message>
        <source>A person has to decide here: no hub would be left.</source>
        <translation>Hier muss ein Mensch entscheiden: Es bliebe kein Hub übrig.</translation>
    </message>
</context>
<context>
    <name>rehome::ui::FleetPalette</name>
    <message>
        <source>Hub, %1 devices</source>
        <translation>Hub, %1 Geräte</translation>
    </message>
    <message>
        <source>Enrollment group</source>
        <translation>Enrollment-Gruppe</translation>
    </message>
    <message>
        <source>Enrollment</source>
        <translation>Enrollment</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Device on %1</source>
        <translation>Gerät auf %1</translation>
    </message>
    <message>
        <source>Filter devices by “%1”</source>
        <translation>Geräte nach „%1“ filtern</translation>
    </message>
    <message>
        <source>Filter enrollments by “%1”</source>
        <translation>Enrollments nach „%1“ filtern</translation>
    </message>
</context>
<context>
    <name>rehome::ui::FleetTable</name>
    <message>
        <source>%1 removes most rows.</source>
        <translation>%1 entfernt die meisten Zeilen.</translation>
    </message>
    <message>
        <source>Nothing matches this filter.</source>
        <translation>Nichts passt zu diesem Filter.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>Show &amp;details</source>
        <translation>&amp;Details zeigen</translation>
    </message>
    <message>
        <source>&amp;Copy selected rows</source>
        <translation>Ausgewählte Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>Sorted by %1</source>
        <translation>Sortiert nach %1</translation>
    </message>
    <message>
        <source>Then by</source>
        <translation>Dann nach</translation>
    </message>
</context>
<context>
    <name>rehome::ui::FlowInspector</name>
    <message>
        <source>Selected flow</source>
        <translation>Ausgewählter Strom</translation>
    </message>
    <message>
        <source>All moves</source>
        <translation>Alle Umzüge</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>in flight %1</source>
        <translation>unterwegs %1</translation>
    </message>
    <message>
        <source>moved %1</source>
        <translation>umgezogen %1</translation>
    </message>
    <message>
        <source>All moves in the window</source>
        <translation>Alle Umzüge im Zeitfenster</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>In flight from there</source>
        <translation>Von dort unterwegs</translation>
    </message>
    <message>
        <source>Moved, last %1 min</source>
        <translation>Umgezogen, letzte %1 min</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>%1 / min</source>
        <translation>%1 / min</translation>
    </message>
    <message>
        <source>Median wait</source>
        <translation>Median der Wartezeit</translation>
    </message>
    <message>
        <source>p99 wait</source>
        <translation>Wartezeit p99</translation>
    </message>
    <message>
        <source>What happened to device data</source>
        <translation>Was mit den Gerätedaten geschah</translation>
    </message>
    <message>
        <source>Migrated</source>
        <translation>Migriert</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurückgesetzt</translation>
    </message>
    <message>
        <source>First assignment</source>
        <translation>Erste Zuweisung</translation>
    </message>
    <message>
        <source>Time in Assigning</source>
        <translation>Zeit in Zuweisung</translation>
    </message>
    <message>
        <source>0.5 s</source>
        <translation>0,5 s</translation>
    </message>
    <message>
        <source>5 s</source>
        <translation>5 s</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 min</translation>
    </message>
    <message>
        <source>Waiting longest</source>
        <translation>Am längsten wartend</translation>
    </message>
    <message>
        <source>No device is waiting.</source>
        <translation>Kein Gerät wartet.</translation>
    </message>
</context>
<context>
    <name>rehome::ui::Format</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
</context>
<context>
    <name>rehome::ui::GuidePanel</name>
    <message>
        <source>Next step</source>
        <translation>Nächster Schritt</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>Leave the guide</source>
        <translation>Anleitung verlassen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>That was all. The fleet is back where it was.</source>
        <translation>Das war alles. Die Flotte ist wieder da, wo sie war.</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Restart the device</source>
        <translation>Gerät neu starten</translation>
    </message>
    <message>
        <source>Do it for me</source>
        <translation>Für mich erledigen</translation>
    </message>
    <message>
        <source>Done: the fleet is in that state.</source>
        <translation>Fertig: Die Flotte ist in diesem Zustand.</translation>
    </message>
    <message>
        <source>Waiting until the service says so …</source>
        <translation>Warten, bis der Dienst es meldet …</translation>
    </message>
    <message>
        <source>The next step waits until this is so.</source>
        <translation>Der nächste Schritt wartet, bis es so weit ist.</translation>
    </message>
</context>
<context>
    <name>rehome::ui::HeaderBar</name>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Edits are held until you apply</source>
        <translation>Änderungen werden bis zum Anwenden gehalten</translation>
    </message>
    <message>
        <source>Review unsent edits (Ctrl+S)</source>
        <translation>Ungesendete Änderungen prüfen (Ctrl+S)</translation>
    </message>
    <message>
        <source>Refresh this page (F5)</source>
        <translation>Diese Seite aktualisieren (F5)</translation>
    </message>
    <message>
        <source>1 pending change</source>
        <translation>1 ausstehende Änderung</translation>
    </message>
    <message>
        <source>%1 pending changes</source>
        <translation>%1 ausstehende Änderungen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Show new events again (Space)</source>
        <translation>Neue Ereignisse wieder zeigen (Leertaste)</translation>
    </message>
    <message>
        <source>Hold the picture still (Space)</source>
        <translation>Das Bild festhalten (Leertaste)</translation>
    </message>
</context>
<context>
    <name>rehome::ui::HeadroomInspector</name>
    <message>
        <source>Headroom</source>
        <translation>Spielraum</translation>
    </message>
    <message>
        <source>%1 of %2 registrations a minute used</source>
        <translation>%1 von %2 Registrierungen pro Minute genutzt</translation>
    </message>
    <message>
        <source>more registrations a minute</source>
        <translation>weitere Registrierungen pro Minute</translation>
    </message>
    <message>
        <source>not watched yet</source>
        <translation>noch nicht beobachtet</translation>
    </message>
    <message>
        <source>at least %1 used</source>
        <translation>mindestens %1 genutzt</translation>
    </message>
    <message>
        <source>Where the figures come from</source>
        <translation>Woher die Zahlen kommen</translation>
    </message>
    <message>
        <source>Busiest in the last 5 minutes</source>
        <translation>Am regsten in den letzten 5 Minuten</translation>
    </message>
    <message>
        <source>No registration seen.</source>
        <translation>Keine Registrierung gesehen.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>rehome::ui::HubDelegate</name>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
</context>
<context>
    <name>rehome::ui::HubSetEditor</name>
    <message>
        <source>Allocation policy</source>
        <translation>Zuteilungsrichtlinie</translation>
    </message>
    <message>
        <source>Hubs of this enrollment</source>
        <translation>Hubs dieses Enrollments</translation>
    </message>
    <message>
        <source>Static allocation needs exactly one hub; as it is, registrations fail.</source>
        <translation>Statische Zuteilung braucht genau einen Hub; so scheitern Registrierungen.</translation>
    </message>
    <message>
        <source>A webhook chooses among these hubs at each request.</source>
        <translation>Ein Webhook wählt bei jeder Anfrage unter diesen Hubs.</translation>
    </message>
    <message>
        <source>No hub is named: every linked hub may be given, also hubs linked later.</source>
        <translation>Kein Hub ist genannt: Jeder verknüpfte Hub ist möglich, auch später verknüpfte.</translation>
    </message>
</context>
<context>
    <name>rehome::ui::ImportDialog</name>
    <message>
        <source>Columns of the file</source>
        <translation>Spalten der Datei</translation>
    </message>
    <message>
        <source>Lines that are wrong</source>
        <translation>Fehlerhafte Zeilen</translation>
    </message>
    <message>
        <source>Leave wrong lines out</source>
        <translation>Fehlerhafte Zeilen auslassen</translation>
    </message>
    <message>
        <source>Import enrollments</source>
        <translation>Enrollments importieren</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Datei wird gelesen…</translation>
    </message>
    <message>
        <source>Put into the tray</source>
        <translation>In die Ablage legen</translation>
    </message>
    <message>
        <source>Import enrollments from %1</source>
        <translation>Enrollments aus %1 importieren</translation>
    </message>
    <message>
        <source>The file could not be read: %1</source>
        <translation>Die Datei ließ sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>The file is larger than 256 MB. Divide it.</source>
        <translation>Die Datei ist größer als 256 MB. Datei teilen.</translation>
    </message>
    <message>
        <source>This is a plan. Open it with Open plan.</source>
        <translation>Dies ist ein Plan. Mit „Plan öffnen“ öffnen.</translation>
    </message>
    <message>
        <source>Comparing with what is there…</source>
        <translation>Vergleich mit dem Vorhandenen…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln enrollment(s) change.</source>
        <translation>
            <numerusform>%Ln Enrollment ändert sich.</numerusform>
            <numerusform>%Ln Enrollments ändern sich.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are new.</source>
        <translation>
            <numerusform>%Ln ist neu.</numerusform>
            <numerusform>%Ln sind neu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stay as they are.</source>
        <translation>
            <numerusform>%Ln bleibt, wie es ist.</numerusform>
            <numerusform>%Ln bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) are wrong.</source>
        <translation>
            <numerusform>%Ln Zeile ist fehlerhaft.</numerusform>
            <numerusform>%Ln Zeilen sind fehlerhaft.</numerusform>
        </translation>
    </message>
    <message>
        <source>The first %L1 mistakes are shown.</source>
        <translation>Die ersten %L1 Fehler sind gezeigt.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
</context>
<context>
    <name>rehome::ui::InspectorHost</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Keep the inspector as it is while the page changes</source>
        <translation>Den Inspektor festhalten, wenn die Seite wechselt</translation>
    </message>
    <message>
        <source>Pin the inspector</source>
        <translation>Den Inspektor anheften</translation>
    </message>
    <message>
        <source>Close the inspector (F9)</source>
        <translation>Den Inspektor schließen (F9)</translation>
    </message>
    <message>
        <source>Close the inspector</source>
        <translation>Den Inspektor schließen</translation>
    </message>
</context>
<context>
    <name>rehome::ui::JsonSection</name>
    <message>
        <source>Put into the tray</source>
        <translation>In die Ablage legen</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Line 1: an object in { } is expected.</source>
        <translation>Zeile 1: Erwartet wird ein Objekt in { }.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be an object in { }.</source>
        <translation>„%1“ muss ein Objekt in { } sein.</translation>
    </message>
</context>
<context>
    <name>rehome::ui::JsonView</name>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>Zeile %1, Spalte %2: %3</translation>
    </message>
</context>
<context>
    <name>rehome::ui::LiveMap</name>
    <message>
        <source>Map of moves between hubs</source>
        <translation>Karte der Umzüge zwischen Hubs</translation>
    </message>
    <message>
        <source>The Table view holds the same facts as text.</source>
        <translation>Die Ansicht Tabelle enthält dieselben Angaben als Text.</translation>
    </message>
    <message>
        <source>Waiting for %1. Click opens the device.</source>
        <translation>Wartet seit %1. Ein Klick öffnet das Gerät.</translation>
    </message>
    <message>
        <source>%1 → %2: %3 moved, %4 with their data, %5 reset</source>
        <translation>%1 → %2: %3 umgezogen, %4 mit ihren Daten, %5 zurückgesetzt</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
</context>
<context>
    <name>rehome::ui::LiveMapPainter</name>
    <message>
        <source>1 s</source>
        <translation>1 s</translation>
    </message>
    <message>
        <source>2 s</source>
        <translation>2 s</translation>
    </message>
    <message>
        <source>5 s</source>
        <translation>5 s</translation>
    </message>
    <message>
        <source>10 s</source>
        <translation>10 s</translation>
    </message>
    <message>
        <source>30 s</source>
        <translation>30 s</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 min</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Assigning, by time waited so far</source>
        <translation>In Zuweisung, nach bisheriger Wartezeit</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>median %1</source>
        <translation>Median %1</translation>
    </message>
    <message>
        <source>p99 %1</source>
        <translation>p99 %1</translation>
    </message>
    <message>
        <source>first assignment</source>
        <translation>erste Zuweisung</translation>
    </message>
    <message>
        <source>devices not read</source>
        <translation>Geräte nicht gelesen</translation>
    </message>
    <message>
        <source>%1 devices</source>
        <translation>%1 Geräte</translation>
    </message>
    <message>
        <source>out</source>
        <translation>ab</translation>
    </message>
    <message>
        <source>in</source>
        <translation>an</translation>
    </message>
    <message>
        <source>Strips: devices by time waited</source>
        <translation>Streifen: Geräte nach Wartezeit</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n Gerät</numerusform>
            <numerusform>%n Geräte</numerusform>
        </translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>vorhergesagt</translation>
    </message>
    <message>
        <source>past p99</source>
        <translation>über p99</translation>
    </message>
</context>
<context>
    <name>rehome::ui::LivePage</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>Matrix</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Window of time</source>
        <translation>Zeitfenster</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message>
        <source>Moves by hub, from rows to columns</source>
        <translation>Umzüge nach Hub, von Zeilen zu Spalten</translation>
    </message>
    <message>
        <source>Flows between hubs</source>
        <translation>Ströme zwischen Hubs</translation>
    </message>
    <message>
        <source>Event feed</source>
        <translation>Ereignisliste</translation>
    </message>
    <message>
        <source>Map, matrix or table</source>
        <translation>Karte, Matrix oder Tabelle</translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation>Anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>Zurück zu live</translation>
    </message>
    <message>
        <source>Give hubs their colours anew</source>
        <translation>Hubs neue Farben geben</translation>
    </message>
    <message>
        <source>No device is moving. Last move %1 ago.</source>
        <translation>Kein Gerät zieht um. Letzter Umzug vor %1.</translation>
    </message>
    <message>
        <source>No device is moving. No move seen yet.</source>
        <translation>Kein Gerät zieht um. Noch kein Umzug gesehen.</translation>
    </message>
    <message>
        <source>Paused at %1 UTC</source>
        <translation>Angehalten um %1 UTC</translation>
    </message>
    <message numerus="yes">
        <source>Devices moving between hubs, last %n minute(s)</source>
        <translation>
            <numerusform>Geräte, die zwischen Hubs umziehen, letzte %n Minute</numerusform>
            <numerusform>Geräte, die zwischen Hubs umziehen, letzte %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>From registration records, as far as they were read: at least.</source>
        <translation>Aus Registrierungsdatensätzen, soweit sie gelesen wurden: mindestens.</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>umgezogen</translation>
    </message>
    <message>
        <source>first assignments</source>
        <translation>erste Zuweisungen</translation>
    </message>
    <message>
        <source>median wait</source>
        <translation>Median der Wartezeit</translation>
    </message>
    <message>
        <source>Of moves that were seen waiting. Short ones finish between two reads.</source>
        <translation>Von Umzügen, die wartend gesehen wurden. Kurze enden zwischen zwei Lesungen.</translation>
    </message>
    <message>
        <source>waiting longer than %1 (p99)</source>
        <translation>warten länger als %1 (p99)</translation>
    </message>
    <message>
        <source>past p99</source>
        <translation>über p99</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>A pass over all groups takes %1 within the background share. Moves that finish in between are seen only as moves.</source>
        <translation>Ein Durchgang durch alle Gruppen dauert im Hintergrundanteil %1. Umzüge, die dazwischen enden, werden nur als Umzug gesehen.</translation>
    </message>
    <message numerus="yes">
        <source>%n hub(s)</source>
        <translation>
            <numerusform>%n Hub</numerusform>
            <numerusform>%n Hubs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n flow(s)</source>
        <translation>
            <numerusform>%n Strom</numerusform>
            <numerusform>%n Ströme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>1 dot = %n device(s)</source>
        <translation>
            <numerusform>1 Punkt = %n Gerät</numerusform>
            <numerusform>1 Punkt = %n Geräte</numerusform>
        </translation>
    </message>
    <message>
        <source>strips of devices</source>
        <translation>Streifen von Geräten</translation>
    </message>
    <message>
        <source>Selected flow</source>
        <translation>Ausgewählter Strom</translation>
    </message>
    <message>
        <source>All flows</source>
        <translation>Alle Ströme</translation>
    </message>
</context>
<context>
    <name>rehome::ui::LiveTimeline</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Timeline of observed registrations</source>
        <translation>Zeitleiste beobachteter Registrierungen</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Back to live (Space or End)</source>
        <translation>Zurück zu live (Leertaste oder Ende)</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>Zurück zu live</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message numerus="yes">
        <source>%n new event(s), End returns to live</source>
        <translation>
            <numerusform>%n neues Ereignis, Ende führt zurück zu live</numerusform>
            <numerusform>%n neue Ereignisse, Ende führt zurück zu live</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::LoadControl</name>
    <message>
        <source>%1 of ~%2</source>
        <translation>%1 von ~%2</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>bisher %1</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>%1 / s</source>
        <translation>%1 / s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Stop loading; what is here stays (Esc)</source>
        <translation>Laden beenden; was da ist, bleibt (Esc)</translation>
    </message>
    <message>
        <source>Stop loading</source>
        <translation>Laden beenden</translation>
    </message>
    <message>
        <source>Go on loading</source>
        <translation>Weiter laden</translation>
    </message>
    <message>
        <source>Pause loading</source>
        <translation>Laden anhalten</translation>
    </message>
</context>
<context>
    <name>rehome::ui::LockControl</name>
    <message>
        <source>Read-only</source>
        <translation>Nur Lesen</translation>
    </message>
    <message>
        <source>Edits: confirm</source>
        <translation>Änderungen: bestätigen</translation>
    </message>
    <message>
        <source>Edits: free</source>
        <translation>Änderungen: frei</translation>
    </message>
    <message>
        <source>Read-only: nothing can be sent</source>
        <translation>Nur Lesen: nichts kann gesendet werden</translation>
    </message>
    <message>
        <source>Confirm: edits are sent after a question, many after typing their number</source>
        <translation>Bestätigen: gesendet wird nach einer Rückfrage, viele erst nach Eintippen ihrer Zahl</translation>
    </message>
    <message>
        <source>Free: edits are sent without a question; deletions still ask</source>
        <translation>Frei: gesendet wird ohne Rückfrage; Löschungen fragen weiterhin</translation>
    </message>
    <message>
        <source>%1. Click to choose how careful this connection is.</source>
        <translation>%1. Klicken, um die Vorsicht dieser Verbindung zu wählen.</translation>
    </message>
    <message>
        <source>Safety level: %1</source>
        <translation>Sicherheitsstufe: %1</translation>
    </message>
</context>
<context>
    <name>rehome::ui::MainWindow</name>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Filter saved in the rail</source>
        <translation>Filter in der Seitenleiste gespeichert</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Discard edits</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>%1 edits were not applied. They are lost when Rehome closes.</source>
        <translation>%1 Änderungen wurden nicht angewendet. Sie gehen verloren, wenn Rehome beendet wird.</translation>
    </message>
    <message>
        <source>Discard %1 edits</source>
        <translation>%1 Änderungen verwerfen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New connection…</source>
        <translation>&amp;Neue Verbindung…</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>Verbindung &amp;trennen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo pending edit</source>
        <translation>Ausstehende Änderung &amp;zurücknehmen</translation>
    </message>
    <message>
        <source>&amp;Redo pending edit</source>
        <translation>Ausstehende Änderung &amp;wiederholen</translation>
    </message>
    <message>
        <source>Re&amp;view pending changes</source>
        <translation>Ausstehende Änderungen &amp;prüfen</translation>
    </message>
    <message>
        <source>&amp;Filter this page</source>
        <translation>Diese Seite &amp;filtern</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>&amp;Seite</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>E&amp;xtras</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Rehome</source>
        <translation>&amp;Über Rehome</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Refresh this page</source>
        <translation>Diese Seite &amp;aktualisieren</translation>
    </message>
    <message>
        <source>&amp;Navigation rail</source>
        <translation>&amp;Seitenleiste</translation>
    </message>
    <message>
        <source>&amp;Inspector</source>
        <translation>&amp;Inspektor</translation>
    </message>
    <message>
        <source>Pending &amp;changes</source>
        <translation>Aus&amp;stehende Änderungen</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>Farb&amp;schema</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Row height</source>
        <translation>&amp;Zeilenhöhe</translation>
    </message>
    <message>
        <source>&amp;Dense</source>
        <translation>&amp;Dicht</translation>
    </message>
    <message>
        <source>&amp;Normal</source>
        <translation>&amp;Normal</translation>
    </message>
    <message>
        <source>&amp;Roomy</source>
        <translation>&amp;Geräumig</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Command palette</source>
        <translation>&amp;Befehlspalette</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>F&amp;orward</source>
        <translation>&amp;Vorwärts</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>&amp;Nächster Bereich</translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation>V&amp;origer Bereich</translation>
    </message>
    <message>
        <source>About Rehome</source>
        <translation>Über Rehome</translation>
    </message>
    <message>
        <source>Rehome %1
Reprovisioning workbench for Azure IoT Hub Device Provisioning Service.
Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Rehome %1
Reprovisioning-Werkbank für den Azure IoT Hub Device Provisioning Service.
Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
    <message>
        <source>Reduce &amp;motion</source>
        <translation>&amp;Bewegung verringern</translation>
    </message>
    <message>
        <source>Devices on the map jump twice a second instead of gliding</source>
        <translation>Geräte auf der Karte springen zweimal in der Sekunde, statt zu gleiten</translation>
    </message>
    <message>
        <source>&amp;Safety level of this connection</source>
        <translation>&amp;Sicherheitsstufe dieser Verbindung</translation>
    </message>
    <message>
        <source>&amp;Undo last applied change</source>
        <translation>Letzte angewendete Änderung &amp;rückgängig machen</translation>
    </message>
    <message>
        <source>Applied &amp;changes…</source>
        <translation>Angewendete Ä&amp;nderungen…</translation>
    </message>
</context>
<context>
    <name>rehome::ui::MessageBar</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>Details der Meldung</translation>
    </message>
    <message>
        <source>Status %1</source>
        <translation>Status %1</translation>
    </message>
    <message>
        <source>Error code %1</source>
        <translation>Fehlercode %1</translation>
    </message>
    <message>
        <source>Tracking id %1</source>
        <translation>Tracking-ID %1</translation>
    </message>
    <message>
        <source>Time %1</source>
        <translation>Zeit %1</translation>
    </message>
</context>
<context>
    <name>rehome::ui::NavRail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>SAVED FILTERS</source>
        <translation>GESPEICHERTE FILTER</translation>
    </message>
    <message>
        <source>Remove saved filter</source>
        <translation>Gespeicherten Filter entfernen</translation>
    </message>
    <message>
        <source>Name of the saved filter</source>
        <translation>Name des gespeicherten Filters</translation>
    </message>
    <message>
        <source>Rename saved filter</source>
        <translation>Gespeicherten Filter umbenennen</translation>
    </message>
</context>
<context>
    <name>rehome::ui::NewEnrollmentDialog</name>
    <message>
        <source>Initial twin</source>
        <translation>Anfangszwilling</translation>
    </message>
    <message>
        <source>New enrollment</source>
        <translation>Neues Enrollment</translation>
    </message>
    <message>
        <source>The service makes a new symmetric key</source>
        <translation>Der Dienst erzeugt einen neuen symmetrischen Schlüssel</translation>
    </message>
    <message>
        <source>The key its device derives from group %1</source>
        <translation>Der Schlüssel, den sein Gerät aus der Gruppe %1 ableitet</translation>
    </message>
    <message>
        <source>Letters, digits and - . _ :</source>
        <translation>Buchstaben, Ziffern und - . _ :</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Reprovision policy</source>
        <translation>Reprovisioning-Richtlinie</translation>
    </message>
    <message>
        <source>Allocation and hubs</source>
        <translation>Zuteilung und Hubs</translation>
    </message>
    <message>
        <source>This connection is read-only. Allow edits first.</source>
        <translation>Diese Verbindung steht auf Nur Lesen. Zuerst Änderungen erlauben.</translation>
    </message>
    <message>
        <source>The ID may have 1 to 128 letters, digits and - . _ : and must end with a letter, digit or -.</source>
        <translation>Die ID darf 1 bis 128 Buchstaben, Ziffern und - . _ : haben und muss mit Buchstabe, Ziffer oder - enden.</translation>
    </message>
    <message>
        <source>The initial twin is no valid JSON. %1</source>
        <translation>Der Anfangszwilling ist kein gültiges JSON. %1</translation>
    </message>
    <message>
        <source>Enabled: its devices may register</source>
        <translation>Aktiviert: Registrieren erlaubt</translation>
    </message>
    <message>
        <source>IoT Edge: its devices get this capability</source>
        <translation>IoT Edge: Seine Geräte erhalten diese Fähigkeit</translation>
    </message>
    <message>
        <source>Certificate, name or endorsement key</source>
        <translation>Zertifikat, Name oder Endorsement Key</translation>
    </message>
    <message>
        <source>Put into the tray</source>
        <translation>In die Ablage legen</translation>
    </message>
    <message>
        <source>As the registration ID</source>
        <translation>Wie die Registrierungs-ID</translation>
    </message>
    <message>
        <source>Device ID</source>
        <translation>Geräte-ID</translation>
    </message>
    <message>
        <source>Attestation</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>X.509: an intermediate certificate</source>
        <translation>X.509: ein Zwischenzertifikat</translation>
    </message>
    <message>
        <source>X.509: the device&apos;s certificate</source>
        <translation>X.509: das Zertifikat des Geräts</translation>
    </message>
    <message>
        <source>X.509: a CA certificate of the service, by name</source>
        <translation>X.509: ein CA-Zertifikat des Dienstes, nach Namen</translation>
    </message>
    <message>
        <source>TPM: its endorsement key</source>
        <translation>TPM: sein Endorsement Key</translation>
    </message>
    <message>
        <source>Copy of %1</source>
        <translation>Kopie von %1</translation>
    </message>
    <message>
        <source>%1 exists already.</source>
        <translation>%1 gibt es schon.</translation>
    </message>
    <message>
        <source>The device ID is not valid.</source>
        <translation>Die Geräte-ID ist nicht gültig.</translation>
    </message>
    <message>
        <source>Paste what its devices attest with.</source>
        <translation>Einfügen, womit sich seine Geräte ausweisen.</translation>
    </message>
    <message>
        <source>Custom allocation needs a webhook.</source>
        <translation>Eigene Zuteilung braucht einen Webhook.</translation>
    </message>
    <message>
        <source>The initial twin has to be an object in { }.</source>
        <translation>Der Anfangszwilling muss ein Objekt in { } sein.</translation>
    </message>
</context>
<context>
    <name>rehome::ui::PendingEffects</name>
    <message>
        <source>Admits devices with its key or certificate from then on.</source>
        <translation>Lässt von da an Geräte mit seinem Schlüssel oder Zertifikat zu.</translation>
    </message>
    <message>
        <source>Decides for its device from the next request on.</source>
        <translation>Entscheidet ab der nächsten Anfrage für sein Gerät.</translation>
    </message>
    <message>
        <source>Devices keep their hubs; their next requests are refused.</source>
        <translation>Geräte behalten ihre Hubs; ihre nächsten Anfragen werden abgelehnt.</translation>
    </message>
    <message>
        <source>The device keeps its hub; its next request is refused unless a group admits it.</source>
        <translation>Das Gerät behält seinen Hub; seine nächste Anfrage wird abgelehnt, wenn keine Gruppe es zulässt.</translation>
    </message>
</context>
<context>
    <name>rehome::ui::PendingTray</name>
    <message>
        <source>Kinds of unsent edits</source>
        <translation>Arten ungesendeter Änderungen</translation>
    </message>
    <message>
        <source>Pending edits</source>
        <translation>Ausstehende Änderungen</translation>
    </message>
    <message>
        <source>F8 hides this</source>
        <translation>F8 blendet dies aus</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n Aufruf</numerusform>
            <numerusform>%n Aufrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet…</translation>
    </message>
    <message numerus="yes">
        <source>%n enrollment(s), nothing sent yet</source>
        <translation>
            <numerusform>%n Enrollment, noch nichts gesendet</numerusform>
            <numerusform>%n Enrollments, noch nichts gesendet</numerusform>
        </translation>
    </message>
    <message>
        <source>This connection is read-only: nothing can be sent.</source>
        <translation>Diese Verbindung steht auf Nur Lesen: Nichts kann gesendet werden.</translation>
    </message>
    <message>
        <source>Sample 1 of %1: %2</source>
        <translation>Beispiel 1 von %1: %2</translation>
    </message>
    <message>
        <source>This connection is read-only. Allow edits first.</source>
        <translation>Diese Verbindung steht auf Nur Lesen. Zuerst Änderungen erlauben.</translation>
    </message>
    <message>
        <source>Allow edits…</source>
        <translation>Änderungen erlauben…</translation>
    </message>
    <message>
        <source>Discard edits</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message numerus="yes">
        <source>Discard %n unsent edit(s)?</source>
        <translation>
            <numerusform>%n ungesendete Änderung verwerfen?</numerusform>
            <numerusform>%n ungesendete Änderungen verwerfen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was sent. Undo brings them back.</source>
        <translation>Nichts wurde gesendet. Zurücknehmen holt sie wieder.</translation>
    </message>
    <message numerus="yes">
        <source>Discard %n edit(s)</source>
        <translation>
            <numerusform>%n Änderung verwerfen</numerusform>
            <numerusform>%n Änderungen verwerfen</numerusform>
        </translation>
    </message>
    <message>
        <source>Discard all</source>
        <translation>Alle verwerfen</translation>
    </message>
    <message numerus="yes">
        <source>%n edit(s) applied and read back.</source>
        <translation>
            <numerusform>%n Änderung angewendet und zurückgelesen.</numerusform>
            <numerusform>%n Änderungen angewendet und zurückgelesen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 applied, %n not. Someone changed these enrollments after you loaded them.</source>
        <translation>
            <numerusform>%1 angewendet, %n nicht. Jemand hat dieses Enrollment nach dem Laden geändert.</numerusform>
            <numerusform>%1 angewendet, %n nicht. Jemand hat diese Enrollments nach dem Laden geändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare versions…</source>
        <translation>Fassungen vergleichen…</translation>
    </message>
    <message numerus="yes">
        <source>The connection is lost: %n edit(s) wait and go on by themselves.</source>
        <translation>
            <numerusform>Die Verbindung ist verloren: %n Änderung wartet und geht von selbst weiter.</numerusform>
            <numerusform>Die Verbindung ist verloren: %n Änderungen warten und gehen von selbst weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was sent: this connection is read-only now.</source>
        <translation>Nichts wurde gesendet: Diese Verbindung steht jetzt auf Nur Lesen.</translation>
    </message>
    <message>
        <source>Nothing was sent: the edits changed while they waited. Apply again.</source>
        <translation>Nichts wurde gesendet: Die Änderungen wurden während des Wartens bearbeitet. Erneut anwenden.</translation>
    </message>
    <message>
        <source>Each edit here waits for a choice. Compare the versions first.</source>
        <translation>Jede Änderung hier wartet auf eine Wahl. Zuerst die Fassungen vergleichen.</translation>
    </message>
    <message>
        <source>Nothing was sent: the tray was hidden while the edits waited. Apply again.</source>
        <translation>Nichts wurde gesendet: Die Ablage wurde während des Wartens ausgeblendet. Erneut anwenden.</translation>
    </message>
    <message>
        <source>Discard edit</source>
        <translation>Änderung verwerfen</translation>
    </message>
    <message>
        <source>Which reported properties %1 loses is not known: %2</source>
        <translation>Welche gemeldeten Eigenschaften %1 verliert, ist nicht bekannt: %2</translation>
    </message>
    <message>
        <source>%1 has no reported properties to lose.</source>
        <translation>%1 hat keine gemeldeten Eigenschaften zu verlieren.</translation>
    </message>
    <message>
        <source>%1 loses its reported %2.</source>
        <translation>%1 verliert die gemeldeten Eigenschaften %2.</translation>
    </message>
    <message>
        <source>%1 loses its reported %2 and %3 more.</source>
        <translation>%1 verliert die gemeldeten Eigenschaften %2 und %3 weitere.</translation>
    </message>
    <message>
        <source>%1 (%2, %3, %4), about %5 of the operation quota.</source>
        <translation>%1 (%2, %3, %4), etwa %5 des Operationskontingents.</translation>
    </message>
    <message numerus="yes">
        <source>%n key read(s)</source>
        <translation>
            <numerusform>%n Schlüsselabruf</numerusform>
            <numerusform>%n Schlüsselabrufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n write(s)</source>
        <translation>
            <numerusform>%n Schreibaufruf</numerusform>
            <numerusform>%n Schreibaufrufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n read-back(s)</source>
        <translation>
            <numerusform>%n Rücklesung</numerusform>
            <numerusform>%n Rücklesungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::PolicyCard</name>
    <message>
        <source>pending</source>
        <translation>ausstehend</translation>
    </message>
    <message>
        <source>saved value</source>
        <translation>gespeichert</translation>
    </message>
</context>
<context>
    <name>rehome::ui::PolicyCards</name>
    <message>
        <source>Reprovision policy</source>
        <translation>Reprovisioning-Richtlinie</translation>
    </message>
    <message>
        <source>Pick a hub again. If it changes, the twin moves to the new hub.</source>
        <translation>Neu einen Hub wählen. Ändert er sich, zieht der Zwilling auf den neuen Hub um.</translation>
    </message>
    <message>
        <source>Pick a hub again. If it changes, start from the initial twin.</source>
        <translation>Neu einen Hub wählen. Ändert er sich, vom Anfangszwilling an beginnen.</translation>
    </message>
    <message>
        <source>Stay on the first hub, whatever changes.</source>
        <translation>Auf dem ersten Hub bleiben, was sich auch ändert.</translation>
    </message>
    <message>
        <source>Stay on %1.</source>
        <translation>Auf %1 bleiben.</translation>
    </message>
    <message>
        <source>Saves no policy. Old API versions (2018-04-01 and before) stay, newer ones move with their data.</source>
        <translation>Speichert keine Richtlinie. Alte API-Versionen (bis 2018-04-01) bleiben, neuere ziehen mit ihren Daten um.</translation>
    </message>
</context>
<context>
    <name>rehome::ui::ProgressLine</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
</context>
<context>
    <name>rehome::ui::RateChart</name>
    <message>
        <source>First assignment</source>
        <translation>Erste Zuweisung</translation>
    </message>
    <message>
        <source>Migrated</source>
        <translation>Migriert</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurückgesetzt</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Unverändert</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Deaktiviert</translation>
    </message>
    <message>
        <source>Refused (429)</source>
        <translation>Abgelehnt (429)</translation>
    </message>
    <message>
        <source>Registrations against the quota</source>
        <translation>Registrierungen gegen das Kontingent</translation>
    </message>
    <message>
        <source>Own service API calls against the quota</source>
        <translation>Eigene Dienst-API-Aufrufe gegen das Kontingent</translation>
    </message>
    <message>
        <source>Limit %1</source>
        <translation>Grenze %1</translation>
    </message>
    <message>
        <source>not watched</source>
        <translation>nicht beobachtet</translation>
    </message>
    <message>
        <source> UTC</source>
        <translation> UTC</translation>
    </message>
    <message>
        <source>Own calls</source>
        <translation>Eigene Aufrufe</translation>
    </message>
    <message>
        <source>Observed records</source>
        <translation>Beobachtete Datensätze</translation>
    </message>
    <message>
        <source>Device reports</source>
        <translation>Meldungen der Geräte</translation>
    </message>
    <message>
        <source>  Refused (429)</source>
        <translation>  Abgelehnt (429)</translation>
    </message>
    <message>
        <source>Not all read yet: at least</source>
        <translation>Noch nicht alles gelesen: mindestens</translation>
    </message>
    <message>
        <source>Device reports, refusals included</source>
        <translation>Meldungen der Geräte, mit Ablehnungen</translation>
    </message>
</context>
<context>
    <name>rehome::ui::RateLegend</name>
    <message>
        <source>Legend: %1</source>
        <translation>Legende: %1</translation>
    </message>
</context>
<context>
    <name>rehome::ui::RatePage</name>
    <message>
        <source>Rate and quota</source>
        <translation>Rate, Kontingent</translation>
    </message>
    <message>
        <source>Registrations per minute</source>
        <translation>Registrierungen pro Minute</translation>
    </message>
    <message>
        <source>Follow now</source>
        <translation>Jetzt folgen</translation>
    </message>
    <message>
        <source>Per minute</source>
        <translation>Pro Minute</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>Pro Sekunde</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>15 min</source>
        <translation>15 min</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>6 h</source>
        <translation>6 h</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation>Gezeigte Zeit</translation>
    </message>
    <message>
        <source>Own service API calls per minute</source>
        <translation>Eigene Dienst-API-Aufrufe pro Minute</translation>
    </message>
    <message>
        <source>Registrations: registration records as they were read, by the service&apos;s time, at least. Dashed: what simulated devices report, refusals included. Own calls: this program&apos;s only; what others use is not visible.</source>
        <translation>Registrierungen: Registrierungsdatensätze, wie sie gelesen wurden, nach Zeit des Dienstes, mindestens. Gestrichelt: was simulierte Geräte melden, Ablehnungen eingeschlossen. Eigene Aufrufe: nur dieses Programm; was andere verbrauchen, ist nicht sichtbar.</translation>
    </message>
    <message>
        <source>Registrations per second</source>
        <translation>Registrierungen pro Sekunde</translation>
    </message>
    <message>
        <source>Observed records: at least this many, by the service&apos;s time.</source>
        <translation>Beobachtete Datensätze: mindestens so viele, nach Zeit des Dienstes.</translation>
    </message>
    <message>
        <source>not watched</source>
        <translation>nicht beobachtet</translation>
    </message>
    <message>
        <source>registrations / min</source>
        <translation>Registrierungen / min</translation>
    </message>
    <message>
        <source>free before the limit</source>
        <translation>frei bis zur Grenze</translation>
    </message>
    <message>
        <source>Limit minus what was observed in the last minute.</source>
        <translation>Grenze minus das in der letzten Minute Beobachtete.</translation>
    </message>
    <message>
        <source>peak, %1</source>
        <translation>Spitze, %1</translation>
    </message>
    <message>
        <source>Device reports: the simulated devices&apos; own outcomes.</source>
        <translation>Meldungen der Geräte: die eigenen Ergebnisse der simulierten Geräte.</translation>
    </message>
    <message>
        <source>not visible</source>
        <translation>nicht sichtbar</translation>
    </message>
    <message>
        <source>refusals, without device reports</source>
        <translation>Ablehnungen, ohne Meldungen der Geräte</translation>
    </message>
    <message>
        <source>The service does not tell which requests it refused. The demo&apos;s devices do.</source>
        <translation>Der Dienst sagt nicht, welche Anfragen er ablehnte. Die Geräte der Demo sagen es.</translation>
    </message>
    <message>
        <source>own calls this minute</source>
        <translation>eigene Aufrufe in dieser Minute</translation>
    </message>
    <message>
        <source>This program&apos;s own calls.</source>
        <translation>Die eigenen Aufrufe dieses Programms.</translation>
    </message>
    <message>
        <source>individual enrollments</source>
        <translation>einzelne Enrollments</translation>
    </message>
    <message>
        <source>Observed records</source>
        <translation>Beobachtete Datensätze</translation>
    </message>
    <message>
        <source>Registration records by server time. A device that registers twice between two reads counts once.</source>
        <translation>Registrierungsdatensätze nach Zeit des Servers. Ein Gerät, das sich zwischen zwei Lesungen zweimal registriert, zählt einmal.</translation>
    </message>
    <message>
        <source>Own calls</source>
        <translation>Eigene Aufrufe</translation>
    </message>
    <message>
        <source>Service API calls of this program. They never use the registration quota.</source>
        <translation>Dienst-API-Aufrufe dieses Programms. Sie verbrauchen nie das Registrierungskontingent.</translation>
    </message>
    <message>
        <source>Device reports</source>
        <translation>Meldungen der Geräte</translation>
    </message>
    <message>
        <source>What the simulated devices met, refusals included.</source>
        <translation>Was die simulierten Geräte erlebten, Ablehnungen eingeschlossen.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Refusals are not visible without them.</source>
        <translation>Ablehnungen sind ohne sie nicht sichtbar.</translation>
    </message>
    <message>
        <source>%1 requests were refused with 429 in the time shown. Devices that obey Retry-After come back by themselves.</source>
        <translation>%1 Anfragen wurden in der gezeigten Zeit mit 429 abgelehnt. Geräte, die Retry-After beachten, kommen von selbst wieder.</translation>
    </message>
    <message>
        <source>Less than a fifth of the registration quota is left this minute.</source>
        <translation>Weniger als ein Fünftel des Registrierungskontingents ist in dieser Minute übrig.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n min shown</source>
        <translation>
            <numerusform>%n min gezeigt</numerusform>
            <numerusform>%n min gezeigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>1 point = %n s</source>
        <translation>
            <numerusform>1 Punkt = %n s</numerusform>
            <numerusform>1 Punkt = %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>Headroom</source>
        <translation>Spielraum</translation>
    </message>
    <message>
        <source>Against the service&apos;s limits</source>
        <translation>Gegen die Grenzen des Dienstes</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 min</translation>
    </message>
    <message>
        <source>refused (429), device reports</source>
        <translation>abgelehnt (429), Meldungen der Geräte</translation>
    </message>
</context>
<context>
    <name>rehome::ui::RowTable</name>
    <message>
        <source>%1 more rows were selected</source>
        <translation>%1 weitere Zeilen waren ausgewählt</translation>
    </message>
</context>
<context>
    <name>rehome::ui::SafetyQuestion</name>
    <message>
        <source>Allow edits</source>
        <translation>Änderungen erlauben</translation>
    </message>
    <message>
        <source>Allow edits on %1?</source>
        <translation>Änderungen auf %1 erlauben?</translation>
    </message>
    <message>
        <source>Nothing is sent before you apply. This lasts until the connection is closed.</source>
        <translation>Vor dem Anwenden wird nichts gesendet. Dies gilt, bis die Verbindung geschlossen wird.</translation>
    </message>
    <message>
        <source>Keep this level for the saved connection</source>
        <translation>Diese Stufe für die gespeicherte Verbindung behalten</translation>
    </message>
    <message>
        <source>Allow edits on %1</source>
        <translation>Änderungen auf %1 erlauben</translation>
    </message>
</context>
<context>
    <name>rehome::ui::ShortcutList</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Focus the filter of this page</source>
        <translation>Zum Filter dieser Seite</translation>
    </message>
    <message>
        <source>Leave the field, clear the filter, close an overlay</source>
        <translation>Feld verlassen, Filter leeren, Überlagerung schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Open the selected row in the inspector</source>
        <translation>Gewählte Zeile im Inspektor öffnen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Pause or resume on Live; select a row in tables</source>
        <translation>Auf Live anhalten oder fortsetzen; in Tabellen Zeile wählen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Map, matrix, table</source>
        <translation>Karte, Matrix, Tabelle</translation>
    </message>
    <message>
        <source>Copy rows as table text, as JSON</source>
        <translation>Zeilen als Tabellentext oder JSON kopieren</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Diese Liste</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>rehome::ui::StartPage</name>
    <message>
        <source>Rehome</source>
        <translation>Rehome</translation>
    </message>
    <message>
        <source>See where every device is, try a change on the whole fleet, and apply it within the quota.</source>
        <translation>Sehen, wo jedes Gerät ist, eine Änderung an der ganzen Flotte ausprobieren und sie im Kontingent anwenden.</translation>
    </message>
    <message>
        <source>Open the demo fleet</source>
        <translation>Demoflotte öffnen</translation>
    </message>
    <message>
        <source>A local provisioning service with simulated devices: no account, no network</source>
        <translation>Ein lokaler Provisioning Service mit simulierten Geräten: kein Konto, kein Netz</translation>
    </message>
    <message>
        <source>Connect to a service…</source>
        <translation>Mit einem Dienst verbinden…</translation>
    </message>
    <message>
        <source>Saved connections</source>
        <translation>Gespeicherte Verbindungen</translation>
    </message>
    <message>
        <source>Walkthroughs</source>
        <translation>Rundgänge</translation>
    </message>
    <message>
        <source>Saving the connection…</source>
        <translation>Verbindung wird gespeichert…</translation>
    </message>
    <message>
        <source>Reading the key of %1…</source>
        <translation>Schlüssel von %1 wird gelesen…</translation>
    </message>
    <message>
        <source>Remove connection</source>
        <translation>Verbindung entfernen</translation>
    </message>
    <message>
        <source>Remove the saved connection %1? Its key is deleted here. The service is not touched.</source>
        <translation>Die gespeicherte Verbindung %1 entfernen? Ihr Schlüssel wird hier gelöscht. Der Dienst bleibt unberührt.</translation>
    </message>
    <message>
        <source>Remove %1…</source>
        <translation>%1 entfernen…</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
</context>
<context>
    <name>rehome::ui::StatusLine</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation>1 Problem</translation>
    </message>
    <message>
        <source>%1 problems</source>
        <translation>%1 Probleme</translation>
    </message>
    <message>
        <source>UTC %1</source>
        <translation>UTC %1</translation>
    </message>
</context>
<context>
    <name>rehome::ui::TrayFoot</name>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen…</translation>
    </message>
    <message>
        <source>Stop sending</source>
        <translation>Senden anhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>How many edits to try first</source>
        <translation>Wie viele Änderungen zuerst versucht werden</translation>
    </message>
    <message>
        <source>Nothing is sent; the edits stay here (Esc)</source>
        <translation>Nichts wird gesendet; die Änderungen bleiben hier (Esc)</translation>
    </message>
    <message>
        <source>Time left to cancel</source>
        <translation>Verbleibende Zeit zum Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>Apply %n edit(s)</source>
        <translation>
            <numerusform>%n Änderung anwenden</numerusform>
            <numerusform>%n Änderungen anwenden</numerusform>
        </translation>
    </message>
    <message>
        <source>Try first %1</source>
        <translation>Die ersten %1 versuchen</translation>
    </message>
    <message numerus="yes">
        <source>Sending %n edit(s) in %1 s</source>
        <translation>
            <numerusform>%n Änderung wird in %1 s gesendet</numerusform>
            <numerusform>%n Änderungen werden in %1 s gesendet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::TriggerDialog</name>
    <message>
        <source>Devices to ask</source>
        <translation>Zu bittende Geräte</translation>
    </message>
    <message>
        <source>Ask devices to register again</source>
        <translation>Geräte um neue Registrierung bitten</translation>
    </message>
    <message>
        <source>Direct method</source>
        <translation>Direkte Methode</translation>
    </message>
    <message>
        <source>Desired property</source>
        <translation>Gewünschte Eigenschaft</translation>
    </message>
    <message>
        <source>Disable and enable</source>
        <translation>Deaktivieren und aktivieren</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>none, or JSON</source>
        <translation>keine, oder JSON</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nutzlast</translation>
    </message>
    <message>
        <source>Disabled for</source>
        <translation>Deaktiviert für</translation>
    </message>
    <message>
        <source>Devices a minute</source>
        <translation>Geräte pro Minute</translation>
    </message>
    <message>
        <source>Only the first</source>
        <translation>Nur die ersten</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln without the connection string of the hub</source>
        <translation>
            <numerusform>%Ln ohne Verbindungszeichenfolge des Hubs</numerusform>
            <numerusform>%Ln ohne Verbindungszeichenfolge des Hubs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln on no known hub</source>
        <translation>
            <numerusform>%Ln auf keinem bekannten Hub</numerusform>
            <numerusform>%Ln auf keinem bekannten Hub</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln registering at this moment</source>
        <translation>
            <numerusform>%Ln registriert sich gerade</numerusform>
            <numerusform>%Ln registrieren sich gerade</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with a disabled enrollment, which would be refused</source>
        <translation>
            <numerusform>%Ln mit deaktivierter Registrierung, es würde abgelehnt</numerusform>
            <numerusform>%Ln mit deaktivierter Registrierung, sie würden abgelehnt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without a record</source>
        <translation>
            <numerusform>%Ln ohne Datensatz</numerusform>
            <numerusform>%Ln ohne Datensatz</numerusform>
        </translation>
    </message>
    <message>
        <source>The hub calls this method on each device that is connected. The device&apos;s code has to know it and register again.</source>
        <translation>Der Hub ruft diese Methode auf jedem verbundenen Gerät auf. Der Code des Geräts muss sie kennen und sich neu registrieren.</translation>
    </message>
    <message>
        <source>The twin gets this desired property with the time of asking. The device&apos;s code has to watch it; one that is not connected sees it when it connects.</source>
        <translation>Der Zwilling erhält diese gewünschte Eigenschaft mit dem Zeitpunkt der Bitte. Der Code des Geräts muss darauf achten; ein nicht verbundenes sieht sie, wenn es sich verbindet.</translation>
    </message>
    <message>
        <source>The device is disabled in its hub for some seconds: its connection ends, and code that registers again when its hub refuses it comes back. Then it is enabled again, also after a crash of this program.</source>
        <translation>Das Gerät wird in seinem Hub für einige Sekunden deaktiviert: Seine Verbindung endet, und Code, der sich bei einer Ablehnung durch den Hub neu registriert, kommt zurück. Danach wird es wieder aktiviert, auch nach einem Absturz dieses Programms.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln device(s) can be asked.</source>
        <translation>
            <numerusform>%Ln Gerät kann gebeten werden.</numerusform>
            <numerusform>%Ln Geräte können gebeten werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cannot: %1.</source>
        <translation>
            <numerusform>%Ln nicht: %1.</numerusform>
            <numerusform>%Ln nicht: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Takes %1. Each device that comes back is at least one of %2 registrations a minute; half of what the last minute left free is proposed.</source>
        <translation>Dauert %1. Jedes Gerät, das zurückkommt, ist mindestens eine von %2 Registrierungen pro Minute; vorgeschlagen ist die Hälfte dessen, was in der letzten Minute frei blieb.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Ask %Ln device(s)</source>
        <translation>
            <numerusform>%Ln Gerät &amp;bitten</numerusform>
            <numerusform>%Ln Geräte &amp;bitten</numerusform>
        </translation>
    </message>
    <message>
        <source>Type %1 to ask that many:</source>
        <translation>Geben Sie %1 ein, um so viele zu bitten:</translation>
    </message>
    <message>
        <source>This connection is read-only. Allow edits first.</source>
        <translation>Diese Verbindung steht auf Nur Lesen. Zuerst Änderungen erlauben.</translation>
    </message>
    <message>
        <source>The payload is no JSON value.</source>
        <translation>Die Nutzlast ist kein JSON-Wert.</translation>
    </message>
    <message>
        <source>%1 of %2 asked</source>
        <translation>%1 von %2 gebeten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln came back</source>
        <translation>
            <numerusform>%Ln kam zurück</numerusform>
            <numerusform>%Ln kamen zurück</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln fehlgeschlagen</numerusform>
            <numerusform>%Ln fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>stopped, %Ln not asked</source>
        <translation>
            <numerusform>angehalten, %Ln nicht gebeten</numerusform>
            <numerusform>angehalten, %Ln nicht gebeten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rehome::ui::TwinMemberEditor</name>
    <message>
        <source>Name a member, for example tags.site or properties.desired.interval.</source>
        <translation>Ein Mitglied nennen, zum Beispiel tags.site oder properties.desired.interval.</translation>
    </message>
    <message>
        <source>An initial twin holds tags and properties.desired.</source>
        <translation>Ein Anfangszwilling enthält tags und properties.desired.</translation>
    </message>
    <message>
        <source>“%1” is no name of a member.</source>
        <translation>„%1“ ist kein Name eines Mitglieds.</translation>
    </message>
    <message>
        <source>Here an object in { } is needed.</source>
        <translation>Hier wird ein Objekt in { } gebraucht.</translation>
    </message>
    <message>
        <source>Write the members to merge; null removes one.</source>
        <translation>Die Mitglieder schreiben, die einfließen sollen; null entfernt eines.</translation>
    </message>
    <message>
        <source>A hub would refuse it: %1</source>
        <translation>Ein Hub würde es ablehnen: %1</translation>
    </message>
    <message>
        <source>Members to merge</source>
        <translation>Einfließende Mitglieder</translation>
    </message>
    <message>
        <source>Set a member</source>
        <translation>Ein Mitglied setzen</translation>
    </message>
    <message>
        <source>Remove a member</source>
        <translation>Ein Mitglied entfernen</translation>
    </message>
    <message>
        <source>Merge an object</source>
        <translation>Ein Objekt einfließen lassen</translation>
    </message>
    <message>
        <source>What to do with the initial twin</source>
        <translation>Was mit dem Anfangszwilling geschieht</translation>
    </message>
    <message>
        <source>Path of the member</source>
        <translation>Pfad des Mitglieds</translation>
    </message>
    <message>
        <source>Value of the member, as JSON</source>
        <translation>Wert des Mitglieds, als JSON</translation>
    </message>
    <message>
        <source>Write the value as JSON: 5, true or &quot;text&quot; in quotes.</source>
        <translation>Den Wert als JSON schreiben: 5, true oder &quot;Text&quot; in Anführungszeichen.</translation>
    </message>
</context>
<context>
    <name>rehome::ui::WebhookEditor</name>
    <message>
        <source>URL of the webhook</source>
        <translation>URL des Webhooks</translation>
    </message>
    <message>
        <source>API version of the webhook</source>
        <translation>API-Version des Webhooks</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>API version</source>
        <translation>API-Version</translation>
    </message>
    <message>
        <source>Custom allocation needs the address of a webhook, starting with https://.</source>
        <translation>Eigene Zuteilung braucht die Adresse eines Webhooks, die mit https:// beginnt.</translation>
    </message>
    <message>
        <source>The API version is a date such as 2021-10-01.</source>
        <translation>Die API-Version ist ein Datum wie 2021-10-01.</translation>
    </message>
    <message>
        <source>Hide code</source>
        <translation>Code verbergen</translation>
    </message>
    <message>
        <source>Show code</source>
        <translation>Code zeigen</translation>
    </message>
</context>
<context>
    <name>rehome::ui::WhyView</name>
    <message>
        <source>The enrollment is disabled: the device is refused.</source>
        <translation>Das Enrollment ist deaktiviert: Das Gerät wird abgewiesen.</translation>
    </message>
    <message>
        <source>The enrollment is enabled.</source>
        <translation>Das Enrollment ist aktiviert.</translation>
    </message>
    <message>
        <source>Its individual enrollment %1 decides; it beats any group.</source>
        <translation>Sein einzelnes Enrollment %1 entscheidet; es geht jeder Gruppe vor.</translation>
    </message>
    <message>
        <source>The enrollment group %1 decides.</source>
        <translation>Die Enrollment-Gruppe %1 entscheidet.</translation>
    </message>
    <message>
        <source>It has no hub yet, so the allocation policy decides.</source>
        <translation>Es hat noch keinen Hub, also entscheidet die Zuteilungsrichtlinie.</translation>
    </message>
    <message>
        <source>The reprovision policy is set (%1) and wins over the device&apos;s API version.</source>
        <translation>Die Reprovisioning-Richtlinie ist gesetzt (%1) und geht der API-Version des Geräts vor.</translation>
    </message>
    <message>
        <source>No policy is set and the device uses API %1: it keeps its hub, as before 2018.</source>
        <translation>Keine Richtlinie ist gesetzt, und das Gerät verwendet API %1: Es behält seinen Hub, wie vor 2018.</translation>
    </message>
    <message>
        <source>No policy is set and the device&apos;s API is newer than 2018-04-01: it moves with its data.</source>
        <translation>Keine Richtlinie ist gesetzt, und die API des Geräts ist neuer als 2018-04-01: Es zieht mit seinen Daten um.</translation>
    </message>
    <message>
        <source>The policy is Never: the device stays on its hub.</source>
        <translation>Die Richtlinie ist Nie: Das Gerät bleibt auf seinem Hub.</translation>
    </message>
    <message>
        <source>The allocation webhook is called all the same; its hub is ignored.</source>
        <translation>Der Zuteilungs-Webhook wird dennoch aufgerufen; sein Hub wird nicht beachtet.</translation>
    </message>
    <message>
        <source>Allocation gives the same hub again: %1.</source>
        <translation>Die Zuteilung ergibt wieder denselben Hub: %1.</translation>
    </message>
    <message>
        <source>Allocation gives another hub: %1.</source>
        <translation>Die Zuteilung ergibt einen anderen Hub: %1.</translation>
    </message>
    <message>
        <source>Allocation finds no hub: the registration fails.</source>
        <translation>Die Zuteilung findet keinen Hub: Die Registrierung scheitert.</translation>
    </message>
    <message>
        <source>The hub gets a copy of the initial twin.</source>
        <translation>Der Hub bekommt eine Kopie des Anfangszwillings.</translation>
    </message>
    <message>
        <source>The twin moves to the new hub.</source>
        <translation>Der Zwilling zieht auf den neuen Hub um.</translation>
    </message>
    <message>
        <source>The twin starts again from the initial twin; reported properties are lost.</source>
        <translation>Der Zwilling beginnt wieder beim Anfangszwilling; gemeldete Eigenschaften gehen verloren.</translation>
    </message>
    <message>
        <source>The webhook&apos;s initial twin replaces the twin.</source>
        <translation>Der Anfangszwilling des Webhooks ersetzt den Zwilling.</translation>
    </message>
    <message>
        <source>The registration on the old hub is removed.</source>
        <translation>Die Registrierung auf dem alten Hub wird entfernt.</translation>
    </message>
    <message>
        <source>The hub has the device already; it keeps its twin.</source>
        <translation>Der Hub hat das Gerät schon; es behält seinen Zwilling.</translation>
    </message>
    <message>
        <source>The old hub is not linked any more: its data and its registration stay there.</source>
        <translation>Der alte Hub ist nicht mehr verknüpft: Seine Daten und seine Registrierung bleiben dort.</translation>
    </message>
    <message>
        <source>Is refused at its next request: the enrollment is disabled.</source>
        <translation>Wird bei seiner nächsten Anfrage abgewiesen: Das Enrollment ist deaktiviert.</translation>
    </message>
    <message>
        <source>Fails at its next request: no hub can be assigned.</source>
        <translation>Scheitert bei seiner nächsten Anfrage: Kein Hub kann zugewiesen werden.</translation>
    </message>
    <message>
        <source>Gets %1 at its next request.</source>
        <translation>Bekommt bei seiner nächsten Anfrage %1.</translation>
    </message>
    <message>
        <source>Moves to %1 at its next request, with its twin.</source>
        <translation>Zieht bei seiner nächsten Anfrage mit seinem Zwilling nach %1 um.</translation>
    </message>
    <message>
        <source>Moves to %1 at its next request and starts from the initial twin.</source>
        <translation>Zieht bei seiner nächsten Anfrage nach %1 um und beginnt beim Anfangszwilling.</translation>
    </message>
    <message>
        <source>Stays on %1; its twin is reset at its next request.</source>
        <translation>Bleibt auf %1; sein Zwilling wird bei seiner nächsten Anfrage zurückgesetzt.</translation>
    </message>
    <message>
        <source>Stays on %1.</source>
        <translation>Bleibt auf %1.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>rehome::wire</name>
    <message>
        <source>There is no connection string. Paste one from the portal.</source>
        <translation>Es gibt keine Verbindungszeichenfolge. Eine aus dem Portal einfügen.</translation>
    </message>
    <message>
        <source>This is too long for a connection string. Paste it again.</source>
        <translation>Das ist zu lang für eine Verbindungszeichenfolge. Erneut einfügen.</translation>
    </message>
    <message>
        <source>A part of the connection string has no “=”. Paste the whole string from the portal.</source>
        <translation>Ein Teil der Verbindungszeichenfolge hat kein „=“. Die ganze Zeichenfolge aus dem Portal einfügen.</translation>
    </message>
    <message>
        <source>“%1” belongs to another kind of connection string. Use one of a shared access policy.</source>
        <translation>„%1“ gehört zu einer anderen Art von Verbindungszeichenfolge. Die einer Zugriffsrichtlinie verwenden.</translation>
    </message>
    <message>
        <source>The connection string has an unknown part. Expected are HostName, SharedAccessKeyName and SharedAccessKey.</source>
        <translation>Die Verbindungszeichenfolge hat einen unbekannten Teil. Erwartet werden HostName, SharedAccessKeyName und SharedAccessKey.</translation>
    </message>
    <message>
        <source>The connection string has “%1” twice. Paste it again.</source>
        <translation>Die Verbindungszeichenfolge hat „%1“ zweimal. Erneut einfügen.</translation>
    </message>
    <message>
        <source>The connection string lacks “%1”. Paste the whole string from the portal.</source>
        <translation>Der Verbindungszeichenfolge fehlt „%1“. Die ganze Zeichenfolge aus dem Portal einfügen.</translation>
    </message>
    <message>
        <source>“%1” in the connection string is not a host name. Copy it again.</source>
        <translation>„%1“ in der Verbindungszeichenfolge ist kein Hostname. Erneut kopieren.</translation>
    </message>
    <message>
        <source>“%1” in the connection string is not a base64 key of 16 to 64 bytes. Copy it again in full.</source>
        <translation>„%1“ in der Verbindungszeichenfolge ist kein base64-Schlüssel von 16 bis 64 Byte. Erneut vollständig kopieren.</translation>
    </message>
    <message>
        <source>byte %1</source>
        <translation>Byte %1</translation>
    </message>
    <message>
        <source>This is not valid JSON: it breaks off or goes wrong at byte %1. Check where it came from.</source>
        <translation>Das ist kein gültiges JSON: Es bricht bei Byte %1 ab oder ist dort fehlerhaft. Prüfen, woher es kam.</translation>
    </message>
    <message>
        <source>A JSON object was expected, but a list came. Check the address.</source>
        <translation>Ein JSON-Objekt wurde erwartet, doch es kam eine Liste. Adresse prüfen.</translation>
    </message>
    <message>
        <source>A JSON list was expected, but an object came. Check the address.</source>
        <translation>Eine JSON-Liste wurde erwartet, doch es kam ein Objekt. Adresse prüfen.</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>eine Liste von Texten</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>ein Wert</translation>
    </message>
    <message>
        <source>a word of the protocol</source>
        <translation>ein Wort des Protokolls</translation>
    </message>
    <message>
        <source>The data has an unexpected shape: “%1” should be %2. Check the address and the API version.</source>
        <translation>Die Daten haben eine unerwartete Form: „%1“ sollte %2 sein. Adresse und API-Version prüfen.</translation>
    </message>
    <message>
        <source>The reply is not the list or object expected. Check that the address is a provisioning service.</source>
        <translation>Die Antwort ist nicht die erwartete Liste oder das erwartete Objekt. Prüfen, ob die Adresse ein Bereitstellungsdienst ist.</translation>
    </message>
    <message>
        <source>The reply holds bytes that are no UTF-8 text. Load again.</source>
        <translation>Die Antwort enthält Bytes, die kein UTF-8-Text sind. Erneut laden.</translation>
    </message>
    <message>
        <source>The reply is empty. Load again.</source>
        <translation>Die Antwort ist leer. Erneut laden.</translation>
    </message>
    <message>
        <source>The reply breaks off or is not JSON. Load again; if it stays so, check the address.</source>
        <translation>Die Antwort bricht ab oder ist kein JSON. Erneut laden; bleibt es so, Adresse prüfen.</translation>
    </message>
    <message>
        <source>Item %1 of the reply is nested too deep to be an enrollment or registration. Nothing of this page was used.</source>
        <translation>Element %1 der Antwort ist zu tief verschachtelt für ein Enrollment oder eine Registrierung. Von dieser Seite wurde nichts verwendet.</translation>
    </message>
    <message>
        <source>Item %1 of the reply is damaged or breaks off. Nothing of this page was used; load again.</source>
        <translation>Element %1 der Antwort ist beschädigt oder bricht ab. Von dieser Seite wurde nichts verwendet; erneut laden.</translation>
    </message>
    <message>
        <source>Item %1 of the reply has a missing or unexpected “%2”. Nothing of this page was used; check the API version.</source>
        <translation>Element %1 der Antwort hat ein fehlendes oder unerwartetes „%2“. Von dieser Seite wurde nichts verwendet; API-Version prüfen.</translation>
    </message>
    <message>
        <source>, near byte %1</source>
        <translation>, nahe Byte %1</translation>
    </message>
    <message>
        <source>The key is not base64 of 16 to 64 bytes. Copy it again in full.</source>
        <translation>Der Schlüssel ist nicht base64 von 16 bis 64 Byte. Erneut vollständig kopieren.</translation>
    </message>
    <message>
        <source>This is no shared access signature. It has to start with “SharedAccessSignature”.</source>
        <translation>Das ist keine Shared Access Signature. Sie muss mit „SharedAccessSignature“ beginnen.</translation>
    </message>
    <message>
        <source>The shared access signature has a part without “=”.</source>
        <translation>Die Shared Access Signature hat einen Teil ohne „=“.</translation>
    </message>
    <message>
        <source>The shared access signature has “%1” twice.</source>
        <translation>Die Shared Access Signature hat „%1“ zweimal.</translation>
    </message>
    <message>
        <source>The shared access signature lacks “%1”, or it is garbled.</source>
        <translation>Der Shared Access Signature fehlt „%1“, oder es ist entstellt.</translation>
    </message>
    <message>
        <source>The signature in the token is not base64.</source>
        <translation>Die Signatur im Token ist nicht base64.</translation>
    </message>
    <message>
        <source>The expiry in the token is not a number of seconds.</source>
        <translation>Das Ablaufdatum im Token ist keine Zahl von Sekunden.</translation>
    </message>
    <message>
        <source>The answer to the bulk operation cannot be understood.</source>
        <translation>Die Antwort auf die Sammeloperation ist nicht zu verstehen.</translation>
    </message>
</context>
</TS>
