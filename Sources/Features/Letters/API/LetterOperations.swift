import HTTP
import JSON
import Kernel
import Web

/// How OpenAPI tells the addresses of letters, deliveries and attachments.
enum LetterOperations {
    static let register = Operation(
        "registerLetter",
        "Register a letter: it gets the next number of the register's year",
        body: .init(schema: registerBody),
        answers: [201: .init(given), 401: .problem, 404: .problem, 403: .problem, 422: .problem],
        isIdempotent: true
    )

    static let show = Operation(
        "getLetter",
        "A letter with its route, minutes and attachments",
        answers: [200: .init(LetterSchema.letter), 401: .problem, 404: .problem]
    )

    static let duplicates = Operation(
        "findDuplicates",
        "Letters with the same number and date",
        query: [
            .init("letterNumber", Schema.text(100)), .init("letterDate", Schema.day),
        ],
        answers: [200: .init(Schema.list(of: LetterSchema.summary)), 401: .problem, 422: .problem]
    )

    static let search = Operation(
        "searchLetters",
        "Search by words or by the seven fields, in Thai or Arabic digits",
        query: [
            .init("words", Schema.text(200)), .init("letterNumber", Schema.text(100)),
            .init("letterDate", Schema.day),
            .init("receivedOn", Schema.day), .init("number", Schema.whole),
            .init("subject", Schema.text(200)),
            .init("from", Schema.text(200)), .init("to", Schema.text(200)), .init("year", Schema.year),
            .init("limit", Schema.limit), .init("after", Schema.key),
        ],
        answers: [200: .init(Schema.list(of: LetterSchema.summary)), 401: .problem, 422: .problem]
    )

    static let endorse = Operation(
        "endorseLetter",
        "Write a minute on a letter",
        body: .init(schema: Schema.form(["text": Schema.filledText(4000)], required: ["text"])),
        answers: [
            201: .init(LetterSchema.endorsement), 401: .problem, 403: .problem, 404: .problem, 409: .problem,
            422: .problem,
        ],
        isIdempotent: true
    )

    static let deliver = Operation(
        "deliverLetter",
        "Send a letter to units and people",
        body: .init(
            schema: Schema.form(
                ["units": Schema.keys, "people": Schema.keys, "note": Schema.text(DeliveryNote.longest)],
                required: []
            )
        ),
        answers: [
            201: .init(Schema.list(of: LetterSchema.delivery)), 401: .problem, 403: .problem, 404: .problem,
            409: .problem,
            422: .problem,
        ],
        isIdempotent: false
    )

    static let deliveries = Operation(
        "listDeliveries",
        "What lies on one's desk: new, opened and received; with a state, all that came there and is in it",
        query: [
            .init("state", Schema.oneOf(["new", "opened", "received", "returned", "recalled", "closed"])),
            .init("limit", Schema.limit), .init("after", Schema.key),
        ],
        answers: [200: .init(Schema.list(of: LetterSchema.trayItem)), 401: .problem, 422: .problem]
    )

    static let people = Operation(
        "listPeople",
        "The people to whom one may send a letter by name",
        answers: [200: .init(Schema.list(of: LetterSchema.person)), 401: .problem]
    )

    static let receive = step("receiveDelivery", "Receive a letter: it gets the unit's own number")
    static let recall = step("recallDelivery", "Take back what was sent and is not received")
    static let `return` = step(
        "returnDelivery",
        "Send a letter back with a reason",
        Schema.form(["reason": Schema.filledText(1000)], required: ["reason"])
    )
    static let acknowledge = step("acknowledgeReturn", "Take note that a letter came back")
    static let returns = Operation(
        "listReturns",
        "What came back to one's desk and nobody has taken note of",
        query: [.init("limit", Schema.limit), .init("after", Schema.key)],
        answers: [200: .init(Schema.list(of: LetterSchema.trayItem)), 401: .problem, 422: .problem]
    )
    static let close = step(
        "closeDelivery",
        "Close the matter at this desk",
        Schema.form(["note": Schema.text(1000)], required: [])
    )

    static let attach = Operation(
        "attachFile",
        "Attach a file of at most 100 MB",
        body: .init(
            type: "multipart/form-data",
            schema: Schema.form(["file": Schema.binary], required: ["file"])
        ),
        answers: [
            201: .init(LetterSchema.attachment), 401: .problem, 403: .problem, 404: .problem, 409: .problem,
            413: .problem, 422: .problem,
        ]
    )

    static let download = Operation(
        "getAttachment",
        "The bytes of an attachment, as they came",
        answers: [
            200: .init("*/*", Schema.binary),
            206: .init("*/*", Schema.binary), 304: nil,
            401: .problem, 404: .problem, 416: nil,
        ]
    )

    static let page = Operation(
        "getAttachmentPage",
        "A picture of a page as JPEG, such as `1.jpg`",
        query: [.init("width", ["type": "integer", "minimum": 100, "maximum": 2400])],
        answers: [
            200: .init("image/*", Schema.binary), 304: nil, 401: .problem,
            404: .problem, 409: .problem, 422: .problem, 429: .problem,
        ]
    )

    static let stamped = Operation(
        "getStampedAttachment",
        "A copy of a PDF with the stamp of receipt on its first page; the original stays as it came",
        answers: [
            200: .init("application/pdf", Schema.binary),
            206: .init("application/pdf", Schema.binary), 304: nil,
            401: .problem, 404: .problem, 409: .problem, 416: nil, 429: .problem,
        ]
    )

    private static func step(_ id: String, _ summary: String, _ body: JSONValue? = nil) -> Operation {
        Operation(
            id,
            summary,
            body: body.map { .init(schema: $0) },
            answers: [
                200: .init(LetterSchema.delivery), 401: .problem, 403: .problem, 404: .problem, 409: .problem,
                422: .problem,
            ]
        )
    }

    private static let registerBody = Schema.form(
        [
            // Of a top secret letter it must be empty, of any other it must not.
            "subject": Schema.text(1000), "from": Schema.filledText(300), "to": Schema.text(300),
            "letterNumber": Schema.text(100),
            "letterDate": Schema.day, "speed": Schema.oneOf(Speed.taken),
            "secrecy": Schema.oneOf(Secrecy.taken),
            "category": Schema.text(100), "method": Schema.text(100), "caseOwner": Schema.text(200),
            "assignee": Schema.text(200),
            "dueDate": Schema.day, "dueDays": ["type": ["integer", "null"], "minimum": 0, "maximum": 3650],
            "remark": Schema.text(500),
        ],
        required: ["from"]
    )

    private static let given: JSONValue = [
        "type": "object",
        "required": ["id", "number", "year", "display", "registeredAt"],
        "properties": [
            "id": Schema.key,
            "number": ["type": "integer"],
            "year": ["type": "integer"],
            "display": ["type": "string"],
            "register": Schema.key,
            "registeredAt": ["type": "string", "format": "date-time"],
        ],
    ]
}
