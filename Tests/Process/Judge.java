import java.io.File;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;

/** What PDFBox and Bouncy Castle think: for each file a line of its name and a word for each signature. */
public class Judge {
    public static void main(String[] names) throws Exception {
        for (String name : names) {
            System.out.println(name + judge(new File(name)));
        }
    }

    private static String judge(File file) throws Exception {
        StringBuilder words = new StringBuilder();
        byte[] bytes = Files.readAllBytes(file.toPath());
        try (PDDocument document = PDDocument.load(file)) {
            for (PDSignature signature : document.getSignatureDictionaries()) {
                words.append(' ').append(verdict(signature, bytes));
            }
        } catch (Exception failure) {
            words.append(" unreadable");
        }
        return words.toString();
    }

    private static String verdict(PDSignature signature, byte[] file) {
        try {
            byte[] content = signature.getSignedContent(file);
            byte[] message = signature.getContents(file);
            boolean isStamp = "ETSI.RFC3161".equals(signature.getSubFilter());
            CMSSignedData data = isStamp
                ? new CMSSignedData(message)
                : new CMSSignedData(new CMSProcessableByteArray(content), message);
            SignerInformation signer = data.getSignerInfos().getSigners().iterator().next();
            X509CertificateHolder holder =
                (X509CertificateHolder) data.getCertificates().getMatches(signer.getSID()).iterator().next();
            if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(holder))) {
                return "invalid";
            }
            if (isStamp) {
                TSTInfo info = TSTInfo.getInstance((byte[]) data.getSignedContent().getContent());
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
                return Arrays.equals(digest, info.getMessageImprint().getHashedMessage()) ? "valid" : "invalid";
            }
            return "valid";
        } catch (Exception failure) {
            return "invalid";
        }
    }
}
