import base64, json, subprocess, os, hashlib
from securesystemslib.signer import CryptoSigner, SSlibKey
from securesystemslib.dsse import Envelope
from in_toto_attestation.v1.statement import Statement
from in_toto_attestation.v1.resource_descriptor import ResourceDescriptor
import in_toto_attestation
from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct
from cryptography.hazmat.primitives.asymmetric import ed25519, ec, rsa, padding
from cryptography.hazmat.primitives import serialization, hashes

COMMIT="3f2c1d9a7b6e5f4d3c2b1a0f9e8d7c6b5a4f3e2d"
SHA=hashlib.sha256(b"payments 2.4.0").hexdigest()
def statement(subjects, ptype, predicate):
    s=Statement(subjects=[ResourceDescriptor(name=n,digest=d).pb for n,d in subjects], predicate_type=ptype, predicate=predicate)
    s.validate()
    return json.dumps(MessageToDict(s.pb), sort_keys=True, separators=(",",":")).encode()
vsa={"verifier":{"id":"https://example.org/verifier"},"timeVerified":"2026-11-20T10:00:00Z","resourceUri":"pkg:oci/payments","policy":{"uri":"https://example.org/policy"},"verificationResult":"PASSED","verifiedLevels":["SLSA_BUILD_LEVEL_3"]}
test={"result":"PASSED","configuration":[{"name":"ci.yml"}],"passedTests":["a"],"failedTests":[],"warnedTests":[]}
VSA="https://slsa.dev/verification_summary/v1"; TEST="https://in-toto.io/attestation/test-result/v0.1"
payloads={"vsa":statement([("payments",{"sha1":COMMIT})],VSA,vsa),
 "test":statement([("payments",{"gitCommit":COMMIT})],TEST,test),
 "several":statement([("sbom",{"sha256":hashlib.sha256(b"sbom").hexdigest()}),("payments",{"sha256":SHA})],VSA,vsa)}
keys={}
def load(name, private):
    pem=private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    open(f"{name}.key","wb").write(pem)
    pub=private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    open(f"{name}.pub","wb").write(pub)
    keys[name]=private
load("ed25519", ed25519.Ed25519PrivateKey.generate()); load("p256", ec.generate_private_key(ec.SECP256R1())); load("p384", ec.generate_private_key(ec.SECP384R1()))
load("p521", ec.generate_private_key(ec.SECP521R1()))
load("rsa", rsa.generate_private_key(65537,3072)); load("stranger", ed25519.Ed25519PrivateKey.generate())
load("short", rsa.generate_private_key(65537,1024))
def write(name, env): open(name+".json","w").write(json.dumps(env.to_dict() if hasattr(env,"to_dict") else env, indent=1)+"\n")
T="application/vnd.in-toto+json"
for name in ["ed25519","p256","p384","p521","rsa"]:
    env=Envelope(payloads["vsa"],T,{})
    try:
        env.sign(CryptoSigner(keys[name]))
    except Exception as e:
        print(name, "securesystemslib cannot:", e); continue
    write(f"sslib-{name}",env)
# pkcs1 v1.5 by securesystemslib
pub=SSlibKey.from_crypto(keys["rsa"].public_key(), scheme="rsa-pkcs1v15-sha256")
env=Envelope(payloads["vsa"],T,{}); env.sign(CryptoSigner(keys["rsa"],pub)); write("sslib-rsa-pkcs1",env)
# two signers
env=Envelope(payloads["test"],T,{}); env.sign(CryptoSigner(keys["ed25519"])); env.sign(CryptoSigner(keys["p256"])); write("two-signers",env)
env=Envelope(payloads["several"],T,{}); env.sign(CryptoSigner(keys["ed25519"])); write("several-subjects",env)
# openssl
def pae(t,p): return b"DSSEv1 %d %s %d %s"%(len(t),t.encode(),len(p),p)
def openssl(key,data,*extra):
    open("pae.bin","wb").write(data)
    subprocess.check_call(["openssl",*extra,"-out","sig.bin"] if False else ["openssl","dgst","-sha256","-sign",key,"-out","sig.bin",*extra,"pae.bin"])
    return open("sig.bin","rb").read()
p=payloads["vsa"]; signed=pae(T,p)
b=lambda x: base64.b64encode(x).decode()
write("openssl-p256",{"payload":b(p),"payloadType":T,"signatures":[{"keyid":"","sig":b(openssl("p256.key",signed))}]})
write("openssl-p384-sha256",{"payload":b(p),"payloadType":T,"signatures":[{"sig":b(openssl("p384.key",signed))}]})
write("openssl-rsa-pkcs1",{"payload":b(p),"payloadType":T,"signatures":[{"sig":b(openssl("rsa.key",signed))}]})
write("openssl-rsa-pss",{"payload":b(p),"payloadType":T,"signatures":[{"sig":b(openssl("rsa.key",signed,"-sigopt","rsa_padding_mode:pss","-sigopt","rsa_pss_saltlen:digest"))}]})
open("pae.bin","wb").write(signed)
subprocess.check_call(["openssl","pkeyutl","-sign","-inkey","ed25519.key","-rawin","-in","pae.bin","-out","sig.bin"])
ed=open("sig.bin","rb").read()
write("openssl-ed25519",{"payload":b(p),"payloadType":T,"signatures":[{"sig":b(ed)}]})
# url safe base 64
u=lambda x: base64.urlsafe_b64encode(x).decode()
odd=p.replace(b"payments",b"payments???>>>~~~\xc3\xbf\xc3\xbf")
open("pae.bin","wb").write(pae(T,odd)); subprocess.check_call(["openssl","pkeyutl","-sign","-inkey","ed25519.key","-rawin","-in","pae.bin","-out","sig.bin"])
sig=open("sig.bin","rb").read()
assert "-" in u(odd) or "_" in u(odd)
write("openssl-ed25519-urlsafe",{"payload":u(odd),"payloadType":T,"signatures":[{"sig":u(sig)}]})
# sigstore bundle form
write("bundle-ed25519",{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"publicKey":{"hint":"x"},"tlogEntries":[]},"dsseEnvelope":{"payload":b(p),"payloadType":T,"signatures":[{"sig":b(ed)}]}})
# negatives
neg=lambda n,d: write("bad-"+n,d)
neg("changed-payload",{"payload":b(p.replace(b"PASSED",b"FAILED")),"payloadType":T,"signatures":[{"sig":b(ed)}]})
open("pae.bin","wb").write(p); subprocess.check_call(["openssl","pkeyutl","-sign","-inkey","ed25519.key","-rawin","-in","pae.bin","-out","sig.bin"]); raw=open("sig.bin","rb").read()
neg("payload-signed-bare",{"payload":b(p),"payloadType":T,"signatures":[{"sig":b(raw)}]})
other=pae("application/vnd.in-toto.other+json",p)
open("pae.bin","wb").write(other); subprocess.check_call(["openssl","pkeyutl","-sign","-inkey","ed25519.key","-rawin","-in","pae.bin","-out","sig.bin"])
neg("other-type",{"payload":b(p),"payloadType":T,"signatures":[{"sig":b(open("sig.bin","rb").read())}]})
edid=hashlib.sha256(keys["ed25519"].public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)).hexdigest()
st=pae(T,p); open("pae.bin","wb").write(st); subprocess.check_call(["openssl","pkeyutl","-sign","-inkey","stranger.key","-rawin","-in","pae.bin","-out","sig.bin"]); ssig=open("sig.bin","rb").read()
neg("stranger-claims-key",{"payload":b(p),"payloadType":T,"signatures":[{"keyid":edid,"sig":b(ssig)}]})
neg("stranger",{"payload":b(p),"payloadType":T,"signatures":[{"keyid":"5ca1ab1e","sig":b(ssig)}]})
neg("empty-signature",{"payload":b(p),"payloadType":T,"signatures":[{"sig":""}]})
neg("unsigned",{"payload":b(p),"payloadType":T,"signatures":[]})
neg("raw-ecdsa-of-other-curve",{"payload":b(p),"payloadType":T,"signatures":[{"sig":b(b"\0"*64)}]})
