import Kernel
import SQL
import Web

/// Letters: registering, circulating, receiving and closing them; their files, how they are found, and what is offered
/// for their fields.
package struct LettersFeature: Feature {
    package static let migrations =
        LetterStore.migrations + LetterConcernStore.migrations + DeliveryStore.migrations
        + EndorsementStore.migrations + AttachmentStore.migrations + PickListStore.migrations

    private let office: LetterOffice

    package init(office: LetterOffice) { self.office = office }

    package func addRoutes(to site: inout Site) {
        LetterRoutes(office: office).add(to: &site)
        CirculationRoutes(office: office).add(to: &site)
        AttachmentRoutes(office: office).add(to: &site)
        ReceiptStampRoutes(office: office).add(to: &site)
        LetterAPI(office: office).add(to: &site)
        DeliveryAPI(office: office).add(to: &site)
        AttachmentAPI(office: office).add(to: &site)
        PickListRoutes(office: office).add(to: &site)
        PickListAPI(office: office).add(to: &site)
    }
}
